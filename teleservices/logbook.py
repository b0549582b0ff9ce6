"""Logs are a declared catalogue: an event has an id, a meaning and the only fields it may carry.

Nothing free-form is ever written, so no personal data can slip in by a sentence (architecture.md, rule 6).
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

Value = str | int | float | bool | None


class Severity(StrEnum):
    """Syslog's words; the number is systemd's ``<n>`` prefix."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def prefix(self) -> str:
        """``<6>``, ``<4>`` or ``<3>``: read by journald on stderr."""
        return {Severity.INFO: "<6>", Severity.WARNING: "<4>", Severity.ERROR: "<3>"}[self]


@dataclass(frozen=True)
class LogEvent:
    """A line that may be written.

    Attributes:
        id: dotted, stable: ``card.read``.
        meaning: one sentence for whoever reads the journal.
        fields: names of the fields that every such line carries, no more and no fewer.
    """

    id: str
    severity: Severity
    meaning: str
    fields: tuple[str, ...] = ()


class Logbook:
    """Writes declared events as JSON lines.

    Args:
        catalogue: all events that may be recorded; ids are unique.
        write: takes one line without its end, e.g. a write to stderr; may be called from any thread.
        now: the current time, UTC.
        kept: how many of the last lines ``latest`` gives.

    Raises:
        ValueError: two events share an id.
    """

    def __init__(
        self,
        catalogue: Iterable[LogEvent],
        write: Callable[[str], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        kept: int = 0,
    ) -> None:
        events = tuple(catalogue)
        self._known = {event.id: event for event in events}
        if len(self._known) != len(events):
            raise ValueError("two events share an id")
        self._write = write
        self._now = now
        self._latest: deque[str] = deque(maxlen=kept)

    @property
    def latest(self) -> tuple[str, ...]:
        """The last lines, oldest first; from any thread."""
        return tuple(self._latest.copy())

    def record(self, event: LogEvent, /, **fields: Value) -> None:
        """Write one line.

        Raises:
            ValueError: the event is not of the catalogue, or the fields are not exactly the declared ones.
        """
        if self._known.get(event.id) is not event:
            raise ValueError(f"{event.id} is not in the catalogue")
        if set(fields) != set(event.fields):
            raise ValueError(f"{event.id} carries {event.fields}, not {tuple(fields)}")
        line = {"at": self._now().isoformat(timespec="milliseconds"), "event": event.id, **fields}
        text = event.severity.prefix + json.dumps(line, ensure_ascii=False)
        self._latest.append(text)
        self._write(text)
