"""The one outbox of a process, opened by the first thread that needs it."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Final

from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_values import OutboxFault
from kiosk.sync.surroundings import Surroundings

FILE: Final = "outbox.sqlite3"
"""In the state directory."""


class OutboxOnce:
    """Opens the outbox when it is first asked for, off the Qt thread, and gives the same to all.

    Args:
        file: as for ``open_outbox``.
        surroundings: as for ``open_outbox``.
    """

    def __init__(self, file: Path, surroundings: Surroundings) -> None:
        self._file = file
        self._surroundings = surroundings
        self._lock = Lock()
        self._opened: Outbox | OutboxFault | None = None

    def __call__(self) -> Outbox | OutboxFault:
        """The outbox, or why there is none until the next start."""
        with self._lock:
            if self._opened is None:
                self._opened = open_outbox(self._file, surroundings=self._surroundings)
            return self._opened

    def close(self) -> None:
        """Let go of the file; nobody uses the outbox afterwards."""
        with self._lock:
            if isinstance(self._opened, Outbox):
                self._opened.close()
            self._opened = None
