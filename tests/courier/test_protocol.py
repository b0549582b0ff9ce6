"""The protocol holds whatever the network does and whoever crashes; and each planted mistake is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from courier_model import OutboxProtocol
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import delete

from caisse.declarations.applying import Judged
from caisse.declarations.lanes import settle
from caisse.declarations.worker import Worker
from caisse.intake import taking
from caisse.store.intake_schema import INTAKE
from kiosk.sync import outbox, policy
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.delivery import Delivery
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_values import Delivered
from kiosk.sync.policy_verdicts import word_on
from teleservices.wire.batches import BatchAnswer, Status, Verdict

BUSY = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
FOUND = settings(
    max_examples=400,
    # The same search each time: chance must not decide whether a planted mistake is found.
    derandomize=True,
    stateful_step_count=30,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=BUSY,
    database=None,
    print_blob=False,
)


def test_the_protocol_holds() -> None:
    before = OutboxProtocol.applied
    run_state_machine_as_test(
        OutboxProtocol,
        settings=settings(max_examples=20, stateful_step_count=30, suppress_health_check=BUSY, database=None),
    )
    assert OutboxProtocol.applied > before, "nothing was ever delivered"


def keys_expire(patch: pytest.MonkeyPatch) -> None:
    real = taking.record

    def record(connection: Any, *rest: Any) -> Any:
        connection.execute(delete(INTAKE).where(INTAKE.c.outcome.is_not(None)))
        return real(connection, *rest)

    patch.setattr(taking, "record", record)


def removed_on_send(patch: pytest.MonkeyPatch) -> None:
    real = Outbox.batch

    def batch(self: Outbox, *rest: Any) -> Any:
        entries = real(self, *rest)
        if rest[0] < 1000:
            self.settle([Delivered(entry.item.seq) for entry in entries])
        return entries

    patch.setattr(Outbox, "batch", batch)


def effect_before_record(patch: pytest.MonkeyPatch) -> None:
    def write(self: Worker, group: Sequence[Judged]) -> int:
        at = self._parts.circumstances()
        for one in group:
            outcome = self._parts.store.write(one.work)
            self._parts.store.write(partial(settle, waiting=one.waiting, outcome=outcome, now=at.now))
        return len(group)

    patch.setattr(Worker, "_write", write)


def any_200_will_do(patch: pytest.MonkeyPatch) -> None:
    real = Delivery.deliver

    def deliver(self: Delivery, batch: Any, abort: Any) -> Any:
        answer = real(self, batch, abort)
        if answer not in (NoAnswer(Cause.FOREIGN), NoAnswer(Cause.MALFORMED)):
            return answer
        results = tuple(Verdict(item.seq, "", Status.ACCEPTED) for item in batch.items)
        return BatchAnswer(batch.request, batch.epoch, "", 0, results, 500, 0, 0)

    def believed(answer: BatchAnswer, sent: Any) -> Any:
        digests = {entry.item.seq: entry.digest for entry in sent.entries}
        results = tuple(
            Verdict(one.seq, digests[one.seq], one.status, one.first, one.reason) if not one.digest else one
            for one in answer.results
        )
        return word_on(BatchAnswer(**{**vars(answer), "results": results}), sent)

    patch.setattr(Delivery, "deliver", deliver)
    patch.setattr(policy, "word_on", believed)


def a_deferred_item_is_overtaken(patch: pytest.MonkeyPatch) -> None:
    def deferred(_envelopes: Any, causes: Any, known: Any) -> Any:
        return {seq: cause for seq, cause in causes.items() if seq not in known}

    patch.setattr(taking, "_deferred", deferred)


def a_rejection_is_not_recorded(patch: pytest.MonkeyPatch) -> None:
    real = taking.record

    def record(connection: Any, terminal: str, epoch: str, envelopes: Any, received_at: Any) -> Any:
        return real(connection, terminal, epoch, [one for one in envelopes if one.fault is None], received_at)

    patch.setattr(taking, "record", record)


def a_seq_is_used_again(patch: pytest.MonkeyPatch) -> None:
    def last_seq(db: Any) -> int:
        found: int = db.execute("SELECT coalesce(max(seq), 0) FROM operation").fetchone()[0]
        return found

    patch.setattr(outbox.rows, "last_seq", last_seq)


QUICKLY_FOUND: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    removed_on_send,
    effect_before_record,
    any_200_will_do,
    a_seq_is_used_again,
)
SLOWLY_FOUND: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    keys_expire,
    a_deferred_item_is_overtaken,
    a_rejection_is_not_recorded,
)


@pytest.mark.parametrize(
    "mistake",
    [*QUICKLY_FOUND, *(pytest.param(mistake, marks=pytest.mark.soak) for mistake in SLOWLY_FOUND)],
    ids=lambda mistake: mistake.__name__,
)
def test_a_planted_mistake_is_found(mistake: Callable[[pytest.MonkeyPatch], None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        mistake(patch)
        with pytest.raises((AssertionError, sqlite3.IntegrityError)):
            run_state_machine_as_test(OutboxProtocol, settings=FOUND)
