"""What was given up goes to the caisse, one letter at a time, so that somebody looks at it."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from kiosk.sync import backoff
from kiosk.sync.abort import Abort
from kiosk.sync.courier_means import Means
from kiosk.sync.delivery_answers import Declined
from kiosk.sync.identity import Identity
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_values import Entry
from kiosk.sync.policy_verdicts import Sent, word_on
from kiosk.sync.surroundings import stamp
from teleservices.wire import envelope
from teleservices.wire.batches import BatchAnswer, DeadLetter, DeadLetters, Item
from teleservices.wire.envelope import Header


@dataclass(frozen=True, repr=False)
class _Letter:
    """To be told.

    Attributes:
        dead: it leaves the outbox once told; otherwise it is parked there.
    """

    entry: Entry
    reason: str
    dead: bool


class LetterRounds:
    """Tells the caisse of dead letters and of what it could not read; called from the courier's thread.

    Args:
        outbox: holds the dead letters.
        means: what it takes.
    """

    def __init__(self, outbox: Outbox, means: Means) -> None:
        self._outbox = outbox
        self._delivery = means.delivery
        self._identity = means.identity
        self._around = means.surroundings
        self._chances = means.chances
        self._parked: dict[int, _Letter] = {}
        self._failures = 0
        self._at = means.chances.monotonic()

    def add(self, entry: Entry, reason: str) -> None:
        """Tell of this one, too: it is parked."""
        self._parked[entry.item.seq] = _Letter(entry, reason, dead=False)

    def due(self, now: float) -> bool:
        """Whether there is one to tell of now."""
        return now >= self._at and bool(self._letters())

    def next_at(self) -> float | None:
        """When to try again, monotonic seconds; None without any letter."""
        return self._at if self._letters() else None

    def send(self, now: float, abort: Abort) -> bool:
        """Tell of one; whether the outbox changed."""
        letters = self._letters()
        # One that the caisse cannot take must not stand before the others.
        letter = letters[self._failures % len(letters)]
        seq = letter.entry.item.seq
        sent = Sent(self._chances.new_request(), self._outbox.epoch, (letter.entry,))
        answer = self._delivery.give_up(
            DeadLetters(
                request=sent.request,
                epoch=sent.epoch,
                sent_at=stamp(self._around.now()),
                boot_id=self._around.boot_id,
                uptime_ms=self._around.uptime_ms(),
                letters=(DeadLetter(letter.entry.item, letter.reason),),
            ),
            abort,
        )
        word = word_on(answer, sent) if isinstance(answer, BatchAnswer) else None
        if word is None or not word.settlements:
            asked_s = answer.retry_after_s if isinstance(answer, Declined) else None
            self._at = now + backoff.wait_s(self._failures, asked_s, self._chances.draw)
            self._failures += 1
            return False
        # Whatever its verdict: the caisse keeps even one that conflicts.
        self._failures = 0
        self._parked.pop(seq, None)
        if letter.dead:
            self._outbox.forget_dead(seq)
        return letter.dead

    def _letters(self) -> list[_Letter]:
        who = self._identity()
        if not isinstance(who, Identity):
            return []
        dead = self._outbox.dead_letters()
        return [
            *self._parked.values(),
            *(_Letter(self._entry(item, who.terminal), why, dead=True) for item, why in dead),
        ]

    def _entry(self, item: Item, kiosk: str) -> Entry:
        header = Header(
            kiosk=kiosk,
            epoch=self._outbox.epoch,
            seq=item.seq,
            op_id=item.op_id,
            lane=item.lane,
            suite=item.suite,
            key_id=item.key_id,
            signer=item.signer,
            occurred_at=item.occurred_at,
            boot_id=item.boot_id,
            uptime_ms=item.uptime_ms,
        )
        return Entry(item, envelope.digest(header, base64.b64decode(item.sealed)).hex(), attempts=0)
