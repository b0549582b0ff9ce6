"""What the courier does next: at most one exchange at a step, no thread and no waiting of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kiosk.sync import backoff, policy_state
from kiosk.sync.abort import Abort
from kiosk.sync.courier_means import Means
from kiosk.sync.key_rounds import KeyRounds
from kiosk.sync.letter_rounds import LetterRounds
from kiosk.sync.outbox import Outbox
from kiosk.sync.policy import Decision, decide
from kiosk.sync.policy_state import Standing
from kiosk.sync.policy_verdicts import Sent
from kiosk.sync.surroundings import stamp
from teleservices.wire.batches import LARGEST_BODY, Batch

TECHNICIAN: Final = "technicien"
"""The reason of what a technician set aside: only a technician puts it back."""
_FRAME: Final = 1024
"""Bytes of a batch beside its items."""


class Rounds:
    """Empties the outbox, one exchange after the other; called from one thread.

    Args:
        outbox: what is to be delivered.
        means: what that takes.
        changed: told whenever the outbox, or the caisse's keys, are not as they were.
    """

    def __init__(self, outbox: Outbox, means: Means, changed: Callable[[], None]) -> None:
        self._outbox = outbox
        self._delivery = means.delivery
        self._around = means.surroundings
        self._chances = chances = means.chances
        self._spread_s = spread_s = means.spread_s
        self._record = means.record
        self._changed = changed
        now = chances.monotonic()
        for seq, reason in outbox.parked():
            if reason != TECHNICIAN:
                outbox.unpark(seq)
        kept_until = outbox.next_try_at
        self._wait_kept = kept_until is not None
        left_s = backoff.left_s(kept_until, means.surroundings.now())
        waiting = outbox.queue_state().pending > 0
        self._standing = policy_state.begun(now, left_s, spread_s if waiting else 0.0, chances.draw)
        self._keys = KeyRounds(means, self._standing.next_at, changed)
        self._letters = LetterRounds(outbox, means)

    @property
    def standing(self) -> Standing:
        """What the attempts so far have taught."""
        return self._standing

    def within_reach(self) -> None:
        """The caisse came back within reach."""
        now = self._chances.monotonic()
        self._standing = policy_state.within_reach(self._standing, now, self._spread_s, self._chances.draw)
        self._keys.within_reach(now, self._spread_s)

    def asked(self) -> None:
        """A technician wants it tried now."""
        now = self._chances.monotonic()
        self._standing = policy_state.asked(self._standing, now)
        self._keys.within_reach(now, 0.0)

    def step(self, abort: Abort) -> float:
        """Do what is due.

        Args:
            abort: ends the exchange from another thread; nothing is learnt from it then.

        Returns:
            seconds until something is due again, unless something is filed before; 0 when it may be now.
        """
        now = self._chances.monotonic()
        self._revive(now)
        if self._keys.due(now):
            self._keys.ask(now, abort)
            return 0.0
        if now < self._standing.next_at:
            return min(self._standing.next_at, self._keys.next_at) - now
        if self._standing.halt is not None:
            self._deliver(Sent(self._chances.new_request(), self._outbox.epoch), now, abort)
            return 0.0
        entries = self._outbox.batch(self._standing.most, LARGEST_BODY - _FRAME, self._standing.lanes_held(now))
        if entries:
            self._deliver(Sent(self._chances.new_request(), self._outbox.epoch, entries), now, abort)
            return 0.0
        if self._letters.due(now):
            if self._letters.send(now, abort):
                self._changed()
            return 0.0
        self._delivery.rest()
        return self._next_at(now) - now

    def _next_at(self, now: float) -> float:
        released = self._standing.released_at(now)
        moments = (self._keys.next_at, released, self._letters.next_at(), *self._standing.resting.values())
        return min(moment for moment in moments if moment is not None)

    def _deliver(self, sent: Sent, now: float, abort: Abort) -> None:
        batch = Batch(
            request=sent.request,
            epoch=sent.epoch,
            sent_at=stamp(self._around.now()),
            boot_id=self._around.boot_id,
            uptime_ms=self._around.uptime_ms(),
            queue=self._outbox.queue_state(),
            items=tuple(entry.item for entry in sent.entries),
        )
        answer = self._delivery.deliver(batch, abort)
        now = self._chances.monotonic()
        self._apply(decide(answer, sent, self._standing, now, self._chances.draw), sent, now)

    def _apply(self, decision: Decision, sent: Sent, now: float) -> None:
        if decision.settlements and self._outbox.settle(decision.settlements) is not None:
            # The disk would not have it: the caisse will say it again.
            wait_s = backoff.wait_s(self._standing.failures, None, self._chances.draw)
            failures = self._standing.failures + 1
            self._standing = replace(self._standing, next_at=now + wait_s, failures=failures)
            return
        parking = decision.parking
        if parking is not None:
            self._outbox.park(parking.seq, parking.reason)
            if parking.told:
                self._letters.add(sent.entries[0], parking.reason)
        self._standing = decision.standing
        self._keep_wait(now)
        if decision.keys is not None:
            self._keys.heard_of(decision.keys, now)
        for line in decision.lines:
            self._record(line.event, **line.fields)
        if decision.settlements or parking is not None:
            self._changed()

    def _keep_wait(self, now: float) -> None:
        """A restart must not end a wait."""
        wait_s = self._standing.next_at - now
        if wait_s > 0:
            self._outbox.next_try_at = self._around.now() + timedelta(seconds=wait_s)
        elif self._wait_kept:
            self._outbox.next_try_at = None
        self._wait_kept = wait_s > 0

    def _revive(self, now: float) -> None:
        due = [seq for seq, at in self._standing.resting.items() if at <= now]
        if due:
            for seq in due:
                self._outbox.unpark(seq)
            resting = {seq: at for seq, at in self._standing.resting.items() if at > now}
            self._standing = replace(self._standing, resting=resting)
