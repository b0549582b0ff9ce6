"""How far the caisse has heard an outbox: after a restore and for audits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outbox_items import EPOCH, Pen
from running_caisse import NOON, Terminal, problem
from sqlalchemy import Connection, delete, select

from caisse.intake.envelopes import Envelope
from caisse.intake.epochs import Delivery, heard, state
from caisse.intake.recording import record
from caisse.store.intake_schema import EPOCH as EPOCHS
from caisse.store.intake_schema import INTAKE
from caisse.store.store import Store
from teleservices.wire.batches import QueueState

QUEUE = QueueState(3, 1, "2026-11", 1, 2)


def envelopes(seqs: Sequence[int]) -> list[Envelope]:
    return [
        Envelope(seq, "1a" * 16, "k", b"{}", b"s", b"g", seq.to_bytes(32, "big"), None, NOON, unsure=False)
        for seq in seqs
    ]


def deliver(store: Store, seqs: Sequence[int]) -> int:
    ordered = tuple(sorted(seqs))

    def write(connection: Connection) -> int:
        record(connection, "borne-1", EPOCH, envelopes(ordered), NOON)
        return heard(connection, Delivery("borne-1", EPOCH, QUEUE), ordered, NOON)

    return store.write(write)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(1, 12), max_size=6), max_size=6))
def test_it_is_the_end_of_what_is_there_without_a_gap(store: Store, batches: list[set[int]]) -> None:
    store.write(lambda connection: [connection.execute(delete(table)) for table in (INTAKE, EPOCHS)] and None)
    there: set[int] = set()
    for batch in batches:
        there |= batch
        expected = next(seq for seq in range(14) if seq + 1 not in there)
        assert deliver(store, sorted(batch)) == expected
        found = store.read(lambda connection: state(connection, "borne-1", EPOCH))
        assert (found.watermark, found.above) == (expected, tuple(seq for seq in sorted(there) if seq > expected))


def test_a_long_gap_is_closed_at_once(store: Store) -> None:
    assert deliver(store, range(2, 1203)) == 0
    assert deliver(store, [1]) == 1202


def test_the_queue_is_known_as_it_was_heard_last(pen: Pen, terminal: Terminal) -> None:
    pen.queue = QueueState(9, 1, "2026-11", 2, 3)
    pen.deliver(pen.item())
    pen.queue = replace(pen.queue, pending=0, oldest_seq=None, oldest_key_id=None)
    terminal.caisse.clock.advance(minutes=3)
    pen.deliver()
    (row,) = terminal.caisse.store.read(lambda connection: connection.execute(select(EPOCHS)).all())
    assert (row.pending, row.oldest_seq, row.oldest_key_id, row.parked, row.dead) == (0, None, None, 2, 3)
    assert (row.watermark, row.high, row.seen_at) == (1, 1, terminal.caisse.clock())


def test_an_epoch_tells_what_was_rejected(pen: Pen, terminal: Terminal) -> None:
    items = [pen.item(), pen.item(suite="x"), pen.item(), pen.item()]
    pen.deliver(items[0], items[1], items[3])
    said = terminal.send("GET", f"/v1/epochs/{pen.epoch}").json()
    assert said == {"epoch": pen.epoch, "watermark": 2, "above": [4], "rejected": [2]}


@pytest.mark.parametrize("name", ["x", "E0" * 16, "e0" * 17, "%00"])
def test_what_names_no_epoch_is_not_found(terminal: Terminal, name: str) -> None:
    assert problem(terminal.send("GET", f"/v1/epochs/{name}")) == "/problems/not-found"
