"""How long nobody is let in after wrong answers, whatever happens to power and clock in between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

_FREE: Final = 5
"""Wrong answers before the first wait, as for accounts."""
_LOCK_AT: Final = 10
_LOCK_S: Final = 30 * 60


@dataclass(frozen=True)
class Moment:
    """A moment that no change of clock moves.

    Attributes:
        boot_id: of the running system.
        uptime_s: since its start.
    """

    boot_id: str
    uptime_s: int


@dataclass(frozen=True)
class Attempts:
    """Wrong answers since the last right one.

    Attributes:
        last: when the last one was given.
    """

    failures: int
    last: Moment

    @property
    def tries_left(self) -> int:
        """Wrong answers before the next wait."""
        return max(1, _FREE - self.failures)

    def wait_s(self, now: Moment) -> int:
        """Seconds until an answer is looked at again; 0 when it is looked at now.

        A wait that a restart of the machine interrupts begins again with that start: how long it was off cannot be
        known without believing a clock.
        """
        since = self.last.uptime_s if now.boot_id == self.last.boot_id else 0
        return max(0, wait_after(self.failures) - max(0, now.uptime_s - since))

    def failed(self, now: Moment) -> Attempts:
        """One more wrong answer."""
        return replace(self, failures=self.failures + 1, last=now)


def none(now: Moment) -> Attempts:
    """Nobody has given a wrong answer."""
    return Attempts(0, now)


def many(now: Moment) -> Attempts:
    """As many as can be: what is assumed when the count cannot be read."""
    return Attempts(_LOCK_AT, now)


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong answers: 1, 2, 4, 8, 16 minutes from the fifth, 30 from the tenth."""
    if failures < _FREE:
        return 0
    return _LOCK_S if failures >= _LOCK_AT else 60 << (failures - _FREE)
