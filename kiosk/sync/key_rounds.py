"""When the courier asks for the caisse's keys: at the start, daily, and when an answer names newer ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, assert_never

from kiosk.sync import backoff
from kiosk.sync import courier_log as log
from kiosk.sync.abort import Abort
from kiosk.sync.courier_means import Means
from kiosk.sync.delivery_answers import Declined
from kiosk.sync.keys import Offered
from teleservices.wire.sealing_keys import PublishedKeys

_DAY_S: Final = 86_400.0


class KeyRounds:
    """Keeps the caisse's keys fresh; called from the courier's thread.

    Args:
        means: what it takes.
        first_at: when to ask first where there are keys already; without any it is at once.
        changed: told of new keys.

    Attributes:
        next_at: when they are asked for next, monotonic seconds.
    """

    def __init__(self, means: Means, first_at: float, changed: Callable[[], None]) -> None:
        self._delivery = means.delivery
        self._keys = means.keys
        self._draw = means.chances.draw
        self._record = means.record
        self._changed = changed
        self._failures = 0
        self.next_at = first_at if means.keys.serial else means.chances.monotonic()

    def due(self, now: float) -> bool:
        """Whether to ask now."""
        return now >= self.next_at

    def heard_of(self, serial: int, now: float) -> None:
        """The caisse publishes keys under this serial."""
        if serial > self._keys.serial and not self._failures:
            self.next_at = now

    def within_reach(self, now: float, spread_s: float) -> None:
        """The caisse came back; without any key nobody can declare anything, so that does not wait."""
        if self._failures:
            wait_s = self._draw(0.0, spread_s) if self._keys.serial else 0.0
            self.next_at = min(self.next_at, now + wait_s)

    def ask(self, now: float, abort: Abort) -> None:
        """Ask, and keep what the root has signed."""
        answer = self._delivery.keys(abort)
        offered = self._keys.offer(answer) if isinstance(answer, PublishedKeys) else None
        match offered:
            case Offered.TAKEN | Offered.NOT_KEPT:
                self._record(log.KEYS, serial=self._keys.serial)
                self._changed()
            case Offered.UNSIGNED | Offered.UNUSABLE:
                self._record(log.KEYS_REFUSED, why=offered.value)
            case Offered.NOT_NEWER | None:
                pass
            case _:
                assert_never(offered)
        if offered in (Offered.TAKEN, Offered.NOT_NEWER):
            self._failures = 0
            self.next_at = now + _DAY_S
        else:
            asked_s = answer.retry_after_s if isinstance(answer, Declined) else None
            self.next_at = now + backoff.wait_s(self._failures, asked_s, self._draw)
            self._failures += 1
