"""Where the courier stands between two attempts: a frozen value, in memory only.

What is left to send is what the outbox holds. All moments are monotonic seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.sync.backoff import Draw
from teleservices.wire.batches import MOST_ITEMS


class Halt(StrEnum):
    """Why nothing is sent until somebody has acted; the value goes into the journal."""

    UNKNOWN_TERMINAL = "unknown-terminal"
    """The caisse does not know this terminal, or knows it no more."""
    PROTOCOL = "protocol"
    """The caisse does not speak this terminal's protocol any more."""


@dataclass(frozen=True)
class Standing:
    """What the attempts so far have taught.

    Attributes:
        next_at: nothing is sent before; something new to send does not change it.
        earliest_at: end of a wait that the caisse asked for: not even a link that is back ends it sooner.
        failures: attempts in a row that came to nothing.
        most: items in the next batch.
        ceiling: ``most`` grows up to it: the caisse, or something before it, finds more too large.
        strikes: batches in a row at which the caisse failed.
        refused_since: since when the caisse refuses this terminal's requests.
        alarmed: that refusal is in the journal as an alarm.
        halt: while set, only empty batches go, to see whether it is over.
        held: until when nothing of a lane is sent.
        troubled: since when the caisse fails at an item, by its ``seq``.
        resting: when a parked item is tried again, by its ``seq``.
        passed_at: when a batch last passed.
    """

    next_at: float
    earliest_at: float
    failures: int = 0
    most: int = MOST_ITEMS
    ceiling: int = MOST_ITEMS
    strikes: int = 0
    refused_since: float | None = None
    alarmed: bool = False
    halt: Halt | None = None
    held: Mapping[str, float] = field(default_factory=dict)
    troubled: Mapping[int, float] = field(default_factory=dict)
    resting: Mapping[int, float] = field(default_factory=dict)
    passed_at: float | None = None

    def lanes_held(self, now: float) -> frozenset[str]:
        """Lanes of which nothing is sent now."""
        return frozenset(lane for lane, until in self.held.items() if until > now)

    def released_at(self, now: float) -> float | None:
        """When the next of them is let go; None without any."""
        return min((until for until in self.held.values() if until > now), default=None)


def begun(now: float, left_s: float, spread_s: float, draw: Draw) -> Standing:
    """At the start: a whole region's terminals start together after a power cut.

    Args:
        now: monotonic seconds.
        left_s: what is left of the wait that the last run was in.
        spread_s: over how many seconds terminals spread.
        draw: the source of chance.
    """
    earliest = now + left_s
    return Standing(next_at=max(earliest, now + draw(0.0, spread_s)), earliest_at=earliest)


def within_reach(standing: Standing, now: float, spread_s: float, draw: Draw) -> Standing:
    """After the caisse came back: every terminal sees it within seconds, so each draws its turn.

    Args:
        standing: so far.
        now: monotonic seconds.
        spread_s: over how many seconds terminals spread.
        draw: the source of chance.
    """
    if standing.halt is not None or not standing.failures:
        return standing
    drawn = max(standing.earliest_at, now + draw(0.0, spread_s))
    return replace(standing, next_at=min(standing.next_at, drawn))


def asked(standing: Standing, now: float) -> Standing:
    """A technician stands before the terminal: only a wait that the caisse asked for goes on.

    Args:
        standing: so far.
        now: monotonic seconds.
    """
    return replace(standing, next_at=min(standing.next_at, max(standing.earliest_at, now)))
