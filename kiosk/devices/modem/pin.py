"""The SIM's PIN: in a file of its own, entered once, and never again once it was refused."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Final

from kiosk.devices.modem.status import SimFault

_PIN: Final = re.compile(r"[0-9]{4,8}")


class PinFile:
    """Gives the PIN as long as it was not refused.

    The third wrong PIN locks a SIM, and a service that fails is started again and again: so a refusal is remembered in
    a file, which tells the refused PIN apart by the date of its file and never holds the PIN itself. Writing the PIN's
    file anew is what allows another try.

    Args:
        file: holds the PIN and nothing else; None where the SIM has none.
        memory: where a refusal is remembered, in an existing directory; made when needed.
    """

    def __init__(self, file: Path | None, memory: Path) -> None:
        self._file = file
        self._memory = memory
        self._refused = ""

    def read(self) -> str | SimFault:
        """The PIN, or why there is none to enter."""
        stamp = self._stamp()
        if self._file is None or not stamp:
            return SimFault.PIN_MISSING
        if stamp in (self._refused, self._remembered()):
            return SimFault.PIN_WRONG
        try:
            pin = self._file.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return SimFault.PIN_MISSING
        return pin if _PIN.fullmatch(pin) else SimFault.PIN_MISSING

    def refuse(self) -> None:
        """The SIM did not take it."""
        self._refused = self._stamp()
        with contextlib.suppress(OSError):
            self._memory.write_text(self._refused, "ascii")

    def _stamp(self) -> str:
        try:
            return "" if self._file is None else str(self._file.stat().st_mtime_ns)
        except OSError:
            return ""

    def _remembered(self) -> str:
        try:
            return self._memory.read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""
