"""What the courier writes to the journal: counts, numbers and causes, never content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teleservices.logbook import LogEvent, Severity, Value

DELIVERED = LogEvent(
    "courier.delivered",
    Severity.INFO,
    "The caisse took declarations; left are those of the batch not settled.",
    ("count", "left"),
)
REJECTED = LogEvent(
    "courier.rejected", Severity.ERROR, "The caisse will never take this declaration.", ("seq", "reason")
)
CONFLICT = LogEvent(
    "courier.conflict", Severity.ERROR, "The caisse has other bytes under this number: a bug, or tampering.", ("seq",)
)
PARKED = LogEvent(
    "courier.parked", Severity.ERROR, "The caisse cannot take this declaration; others go on.", ("seq", "reason")
)
AWAY = LogEvent("courier.away", Severity.WARNING, "Nothing could be delivered; it is tried again.", ("cause", "status"))
BACK = LogEvent("courier.back", Severity.INFO, "The caisse takes deliveries again.")
REFUSED = LogEvent(
    "courier.refused",
    Severity.ERROR,
    "For an hour the caisse has refused this terminal's requests.",
    ("status", "problem"),
)
HALTED = LogEvent(
    "courier.halted", Severity.ERROR, "Nothing is sent any more until somebody acts; all is kept.", ("why", "status")
)
KEYS = LogEvent("courier.keys", Severity.INFO, "The caisse's keys for sealing were renewed.", ("serial",))
KEYS_REFUSED = LogEvent(
    "courier.keys_refused", Severity.ERROR, "The caisse's keys are not those that the root signed.", ("why",)
)

CATALOGUE = (DELIVERED, REJECTED, CONFLICT, PARKED, AWAY, BACK, REFUSED, HALTED, KEYS, KEYS_REFUSED)


@dataclass(frozen=True)
class Line:
    """A line to be written."""

    event: LogEvent
    fields: Mapping[str, Value]


def settled(count: int, left: int) -> Line:
    """``DELIVERED``."""
    return Line(DELIVERED, {"count": count, "left": left})


def rejected(seq: int, reason: str) -> Line:
    """``REJECTED``."""
    return Line(REJECTED, {"seq": seq, "reason": reason})


def conflict(seq: int) -> Line:
    """``CONFLICT``."""
    return Line(CONFLICT, {"seq": seq})


def parked(seq: int, reason: str) -> Line:
    """``PARKED``."""
    return Line(PARKED, {"seq": seq, "reason": reason})


def away(cause: str, status: int | None) -> Line:
    """``AWAY``."""
    return Line(AWAY, {"cause": cause, "status": status})


def back() -> Line:
    """``BACK``."""
    return Line(BACK, {})


def refused(status: int, problem: str) -> Line:
    """``REFUSED``."""
    return Line(REFUSED, {"status": status, "problem": problem})


def halted(why: str, status: int) -> Line:
    """``HALTED``."""
    return Line(HALTED, {"why": why, "status": status})
