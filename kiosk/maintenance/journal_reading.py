"""The journal's last lines, for technicians: only lines that the catalogue declares."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.maintenance.answers import JournalLine
from kiosk.maintenance.log import LINES
from teleservices.logbook import LogEvent

UNIT: Final = "kiosk.service"
_DEADLINE_S: Final = 10.0


def from_system() -> tuple[str, ...]:
    """The unit's last lines as systemd's journal has them, newest first; none where it cannot be read."""
    asked = ("journalctl", f"--unit={UNIT}", "--output=cat", "--reverse", f"--lines={LINES}", "--quiet", "--no-pager")
    try:
        done = subprocess.run(asked, capture_output=True, stdin=subprocess.DEVNULL, timeout=_DEADLINE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(done.stdout.decode("utf-8", "replace").splitlines()) if done.returncode == 0 else ()


@dataclass(frozen=True)
class JournalReader:
    """Reads the system's journal, or else what this process wrote.

    Attributes:
        catalogue: every event that may be shown.
        own: this process's last lines, oldest first.
        system: the system's, newest first; empty where they cannot be read.
    """

    catalogue: Sequence[LogEvent]
    own: Callable[[], Sequence[str]]
    system: Callable[[], Sequence[str]] = from_system

    def lines(self) -> tuple[JournalLine, ...]:
        """The last lines, newest first."""
        system = tuple(self._declared(self.system()))
        return system or tuple(self._declared(reversed(self.own())))[:LINES]

    def reaches_the_system(self) -> bool:
        """Whether the system's journal can be read."""
        return any(True for _ in self._declared(self.system()))

    def _declared(self, lines: Iterable[str]) -> Iterator[JournalLine]:
        known = {event.id: event for event in self.catalogue}
        for line in lines:
            read = _read(line)
            event = known.get(str(read.pop("event", "")))
            at = _moment(read.pop("at", None))
            if event is not None and at is not None and read.keys() == set(event.fields):
                fields = " ".join(f"{name}={read[name]}" for name in event.fields)
                yield JournalLine(at, event.id, event.severity.value, fields)


def _read(line: str) -> dict[str, object]:
    """Of a line of ours, with or without the prefix that journald takes off."""
    text = line[3:] if line[:1] == "<" and line[2:3] == ">" else line
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo else None
