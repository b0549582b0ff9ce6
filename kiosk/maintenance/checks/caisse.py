"""The way to the caisse, and its clock."""

from __future__ import annotations

from typing import Final

from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen
from kiosk.sync.answers import Cause, NoAnswer

_SLOW_MS: Final = 1500
"""More than a person at a menu takes for an answer; a caisse next door needs 50."""
_SKEW_S: Final = 600.0
"""Of a signature; the caisse takes none that is farther off (facts/sync.md)."""
_DRIFTING_S: Final = 60.0
_EXACT_S: Final = 2.0


class LinkState(State):
    """Those of ``Cause``, and how the answer came."""

    UP = "up", Grade.GOOD
    SLOW = "slow", Grade.NOTICE
    UNREACHABLE = "unreachable", Grade.FAULT
    UNTRUSTED = "untrusted", Grade.FAULT
    TIMEOUT = "timeout", Grade.FAULT
    CUT = "cut", Grade.FAULT
    FOREIGN = "foreign", Grade.FAULT
    NO_CA = "no_ca", Grade.FAULT
    UNASKED = "unasked", Grade.NOTICE


_DOWN: Final = {
    Cause.UNREACHABLE: LinkState.UNREACHABLE,
    Cause.UNTRUSTED: LinkState.UNTRUSTED,
    Cause.TIMEOUT: LinkState.TIMEOUT,
    Cause.CUT: LinkState.CUT,
    Cause.ABANDONED: LinkState.UNASKED,
    Cause.FOREIGN: LinkState.FOREIGN,
    Cause.MALFORMED: LinkState.FOREIGN,
    Cause.NOT_ENROLLED: LinkState.UNASKED,
    Cause.NO_CA: LinkState.NO_CA,
}


class LinkCheck(Check):
    """Whether the caisse answers, and how fast."""

    id = "link"
    states = LinkState

    def look(self, seen: Seen) -> Finding:
        """One of ``LinkState``."""
        if isinstance(seen.caisse, NoAnswer):
            return self.found(_DOWN[seen.caisse.cause])
        latency_ms = seen.caisse.latency_ms
        return self.found(LinkState.SLOW if latency_ms > _SLOW_MS else LinkState.UP, latency=f"{latency_ms} ms")


class ClockState(State):
    """By how much the two clocks differ."""

    EXACT = "exact", Grade.GOOD
    OFF = "off", Grade.NOTICE
    DRIFTING = "drifting", Grade.WARNING
    REFUSED = "refused", Grade.FAULT
    UNKNOWN = "unknown", Grade.NOTICE


class ClockCheck(Check):
    """Whether the terminal's clock is the caisse's."""

    id = "clock"
    states = ClockState

    def look(self, seen: Seen) -> Finding:
        """One of ``ClockState``."""
        ahead_s = None if isinstance(seen.caisse, NoAnswer) else seen.caisse.ahead_s
        if ahead_s is None:
            return self.found(ClockState.UNKNOWN)
        return self.found(_how_far(abs(ahead_s)), offset=f"{round(ahead_s):+d} s")


def _how_far(off_s: float) -> ClockState:
    if off_s > _SKEW_S:
        return ClockState.REFUSED
    if off_s > _DRIFTING_S:
        return ClockState.DRIFTING
    return ClockState.OFF if off_s > _EXACT_S else ClockState.EXACT
