"""The intake: what is behind the doors of the outboxes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from caisse import events
from caisse.handlers.refusal import Refusal
from caisse.handlers.turns import CrowdedError
from caisse.intake import epochs
from caisse.intake.backlog import Backlog
from caisse.intake.envelopes import Envelope, envelope
from caisse.intake.epochs import Delivery
from caisse.intake.letters import take_letters
from caisse.intake.reading import inflated, read_batch, read_letters
from caisse.intake.taking import Taken, take
from caisse.parts import Parts
from teleservices.wire.batches import BatchAnswer, EpochState, RejectReason, Status, Verdict
from teleservices.wire.problems import Problem


class Intake:
    """Takes batches and dead letters, a few at a time; safe to use from any thread.

    Args:
        parts: the caisse's surroundings.
    """

    def __init__(self, parts: Parts) -> None:
        figures = parts.settings.intake
        self._parts = parts
        self._figures = figures
        self._backlog = Backlog(parts.store, figures.backlog, parts.now)

    def take(self, terminal: str, body: bytes, coding: str | None) -> BatchAnswer | Refusal:
        """Take a batch; what comes back was true once it was committed.

        Args:
            terminal: whose signature the request bears.
            body: as it arrived.
            coding: ``Content-Encoding``, if there was one.

        Raises:
            StoreBusyError: nothing was stored.
        """
        try:
            with self._parts.deliveries.admitted(terminal):
                return self._take(terminal, body, coding)
        except CrowdedError:
            # Drawn: those sent away in the same moment must not come back in the same moment.
            return Refusal(Problem.CROWDED, retry_after_s=1 + self._parts.below(self._figures.retry_after))

    def take_letters(self, terminal: str, body: bytes, coding: str | None) -> BatchAnswer | Refusal:
        """The same with dead letters."""
        content = inflated(body, coding)
        sent = content if isinstance(content, Problem) else read_letters(content)
        if isinstance(sent, Problem):
            return Refusal(sent)
        now = self._parts.now()
        letters = [(envelope(letter.item, sent, terminal, now), letter.reason) for letter in sent.letters]
        key = (terminal, sent.epoch)

        def keep(connection: Connection) -> tuple[tuple[Verdict, ...], int]:
            return take_letters(connection, key, letters, now), epochs.watermark_of(connection, *key)

        verdicts, watermark = self._parts.store.write(keep)
        if verdicts:
            self._parts.log.record(events.LETTERS_TAKEN, terminal=terminal, count=len(verdicts))
        return self._answer(sent.request, sent.epoch, now, watermark, verdicts)

    def epoch(self, terminal: str, epoch: str) -> EpochState:
        """What there is of an epoch."""
        return self._parts.store.read(lambda connection: epochs.state(connection, terminal, epoch))

    def _take(self, terminal: str, body: bytes, coding: str | None) -> BatchAnswer | Refusal:
        content = inflated(body, coding)
        sent = content if isinstance(content, Problem) else read_batch(content)
        if isinstance(sent, Problem):
            return Refusal(sent)
        at = self._parts.circumstances()
        self._parts.arrivals.note(len(sent.items), at.now)
        envelopes = [envelope(item, sent, terminal, at.now) for item in sent.items]
        delivery = Delivery(terminal, sent.epoch, sent.queue)
        full, keys = self._backlog.full(), self._known_keys(envelopes)

        def held_up(one: Envelope) -> RejectReason | None:
            if one.key_id not in keys:
                return RejectReason.KEY
            return RejectReason.BACKLOG if full else None

        taken = self._parts.store.write(lambda connection: take(connection, delivery, envelopes, held_up, at))
        self._tell(terminal, taken)
        return self._answer(sent.request, sent.epoch, at.now, taken.watermark, taken.verdicts)

    def _known_keys(self, envelopes: list[Envelope]) -> frozenset[str]:
        named = {one.key_id for one in envelopes}
        return frozenset(key_id for key_id in named if self._parts.sealing_keys.knows(key_id))

    def _answer(
        self, request: str, epoch: str, now: datetime, watermark: int, verdicts: tuple[Verdict, ...]
    ) -> BatchAnswer:
        published = self._parts.sealing_keys.published()
        return BatchAnswer(
            request=request,
            epoch=epoch,
            received_at=f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z",
            watermark=watermark,
            results=verdicts,
            max_items=self._figures.max_items,
            next_after_s=self._figures.next_after,
            keys=0 if published is None else published.serial,
        )

    def _tell(self, terminal: str, taken: Taken) -> None:
        if taken.verdicts:
            told = [verdict.status for verdict in taken.verdicts]
            counts = {status.value: told.count(status) for status in Status}
            self._parts.log.record(events.BATCH_TAKEN, terminal=terminal, **counts)
        if taken.alarm is not None:
            self._parts.log.record(events.ALARM, kind=taken.alarm, place=terminal)
