"""More at once than agreed, and the same from several sides at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from outbox_items import Pen
from running_caisse import Caisse, problem
from sqlalchemy import Connection, func, select

from caisse.intake.intake import Intake
from caisse.intake.settings import IntakeSettings
from caisse.store.intake_schema import INTAKE
from caisse.store.store import Store


def stored(store: Store) -> int:
    found = select(func.count()).select_from(INTAKE)
    return store.read(lambda connection: connection.execute(found).scalar_one())


def test_one_too_many_is_sent_away_for_a_while(
    pen: Pen, store: Store, strict: Callable[[IntakeSettings], Caisse], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = strict(IntakeSettings(at_once=1, retry_after=33))
    there = Pen(small.terminal("borne-2"), pen.key)
    inside, leave = threading.Event(), threading.Event()
    real = Intake._take

    def slow(self: Intake, terminal: str, body: bytes, coding: str | None) -> object:
        inside.set()
        assert leave.wait(30)
        return real(self, terminal, body, coding)

    monkeypatch.setattr(Intake, "_take", slow)
    first, second = there.item(), there.item()
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(there.statuses, first)
        assert inside.wait(30)
        refused = there.deliver(second)
        leave.set()
        assert under_way.result() == ["accepted"]
    assert problem(refused) == "/problems/crowded"
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 33
    assert stored(store) == 1
    assert there.statuses(second) == ["accepted"]


def test_the_same_and_overlapping_batches_at_once_store_each_once(pen: Pen, caisse: Caisse, store: Store) -> None:
    items = [pen.item() for _ in range(60)]
    batches = [items[:40], items[20:], items, items[:40], items[10:50], items]
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda batch: pen.statuses(*batch), batches))
    flat = [status for statuses in told for status in statuses]
    assert flat.count("accepted") == len(items) == stored(store)
    assert set(flat) == {"accepted", "duplicate accepted"}
    state = pen.terminal.send("GET", f"/v1/epochs/{pen.epoch}").json()
    assert (state["watermark"], state["above"]) == (60, [])


def test_a_batch_whose_commit_fails_was_never_there(pen: Pen, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_connection: Connection, *_: object) -> int:
        raise ZeroDivisionError

    item = pen.item()
    with monkeypatch.context() as patch:
        patch.setattr("caisse.intake.taking.heard", broken)
        assert problem(pen.deliver(item)) == "/problems/internal"
    assert stored(store) == 0
    assert pen.statuses(item, replace(item, seq=2)) == ["accepted", "accepted"]
