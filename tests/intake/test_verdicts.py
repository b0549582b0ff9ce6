"""The intake's word on each item, by the envelope alone, on both databases."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from outbox_items import LANE, OTHER_LANE, Pen, told
from running_caisse import Caisse, Terminal
from sqlalchemy import func, select

from caisse.intake.settings import IntakeSettings
from caisse.store.account_schema import ALARM
from caisse.store.intake_schema import INTAKE, QUARANTINE
from teleservices.wire.batches import Item


def waiting(caisse: Caisse) -> int:
    found = select(func.count()).select_from(INTAKE).where(INTAKE.c.outcome.is_(None))
    return caisse.store.read(lambda connection: connection.execute(found).scalar_one())


def test_what_is_accepted_is_stored_and_answered_in_order(pen: Pen, caisse: Caisse) -> None:
    items = [pen.item() for _ in range(5)]
    answer = pen.deliver(*items)
    assert told(answer, items) == ["accepted"] * 5
    said = answer.json()
    assert [result["digest"] for result in said["results"]] == [pen.digest(item) for item in items]
    assert (said["watermark"], said["max_items"], said["next_after_s"], said["keys"]) == (5, 200, 0, 1)
    assert said["received_at"] == "2026-11-21T12:00:00.000Z"
    assert waiting(caisse) == 5


def test_the_answer_names_the_request_and_the_epoch(pen: Pen) -> None:
    batch = pen.batch()
    said = pen.deliver(request=batch.request).json()
    assert (said["request"], said["epoch"], said["results"]) == (batch.request, pen.epoch, [])


def test_a_repetition_changes_nothing_and_says_the_same(pen: Pen, caisse: Caisse) -> None:
    items = [pen.item(), pen.item()]
    assert pen.statuses(*items) == ["accepted"] * 2
    assert pen.statuses(*items, pen.item()) == ["duplicate accepted"] * 2 + ["accepted"]
    assert waiting(caisse) == 3


def test_the_very_same_request_may_be_heard_twice(pen: Pen, terminal: Terminal, caisse: Caisse) -> None:
    body, nonce = asdict(pen.batch(pen.item())), "n" * 32
    first = terminal.send("POST", "/v1/batches", body, nonce=nonce)
    again = terminal.send("POST", "/v1/batches", body, nonce=nonce)
    assert (first.json()["results"][0]["status"], again.json()["results"][0]["status"]) == ("accepted", "duplicate")
    assert waiting(caisse) == 1


def test_other_bytes_under_a_key_are_a_conflict_kept_and_told(pen: Pen, caisse: Caisse) -> None:
    first = pen.item()
    pen.seq = 0
    other = pen.item()
    assert pen.statuses(first) == ["accepted"]
    assert pen.statuses(other) == ["conflict"]
    assert pen.statuses(other) == ["conflict"]
    assert pen.statuses(first) == ["duplicate accepted"]
    kept, alarms = caisse.store.read(
        lambda connection: (connection.execute(select(QUARANTINE)).all(), connection.execute(select(ALARM)).all())
    )
    assert [(row.kind, row.seq, bytes(row.sealed)) for row in kept] == [("conflict", 1, base64.b64decode(other.sealed))]
    assert [(alarm.kind, alarm.place) for alarm in alarms] == [("declaration-conflict", "borne-1")]
    assert sum('"alarm.raised"' in line for line in caisse.log) == 1


MALFORMED: list[dict[str, Any]] = [
    {"op_id": "x"},
    {"lane": "LANE"},
    {"lane": "1a" * 17},
    {"key_id": ""},
    {"key_id": "k" * 33},
    {"key_id": "é"},
    {"signer": "0" * 15},
    {"occurred_at": "2026-13-01T00:00:00.000Z"},
    {"occurred_at": "hier"},
    {"boot_id": ""},
    {"boot_id": "\x00"},
    {"boot_id": "b" * 65},
    {"uptime_ms": -1},
    {"uptime_ms": 1 << 62},
    {"sealed": "%%"},
    {"sealed": ""},
    {"sealed": base64.b64encode(b"s" * 1024).decode()},
    {"sealed": base64.b64encode(b"s" * (65 * 1024 + 48)).decode()},
    {"signature": "%%"},
    {"signature": base64.b64encode(b"s" * 63).decode()},
]


@pytest.mark.parametrize("change", MALFORMED, ids="".join)
def test_an_envelope_that_is_none_is_rejected_for_good(pen: Pen, change: dict[str, Any]) -> None:
    wrong = replace(pen.item(), **change)
    assert pen.statuses(wrong) == ["rejected malformed"]
    assert pen.statuses(wrong) == ["duplicate rejected malformed"]


def test_an_unknown_suite_is_rejected_and_the_lane_goes_on(pen: Pen, caisse: Caisse) -> None:
    items = [pen.item(suite="rot13"), pen.item()]
    assert pen.statuses(*items) == ["rejected suite", "accepted"]
    assert waiting(caisse) == 1


def test_behind_a_deferred_one_its_lane_waits_and_no_other(pen: Pen, caisse: Caisse) -> None:
    known = pen.key
    pen.key = replace(known, key_id="unknown")
    held = pen.item()
    pen.key = known
    items = [held, pen.item(lane=OTHER_LANE), pen.item(lane=LANE), pen.item(suite="rot13")]
    expected = ["deferred key", "accepted", "deferred lane", "rejected suite"]
    answer = pen.deliver(*items)
    assert told(answer, items) == expected
    assert [result["retry_after_s"] for result in answer.json()["results"]] == [120, None, 120, None]
    assert answer.json()["watermark"] == 0
    assert waiting(caisse) == 1
    again = ["deferred key", "duplicate accepted", "deferred lane", "duplicate rejected suite"]
    assert pen.statuses(*items) == again


def test_what_was_stored_before_its_key_was_destroyed_leaves_the_outbox(
    pen: Pen, caisse: Caisse, terminal: Terminal
) -> None:
    keys = caisse.parts.sealing_keys
    doomed = keys.make(caisse.clock(), caisse.clock())
    there = Pen(terminal, doomed, epoch="d0" * 16)
    item, later = there.item(), there.item()
    assert there.statuses(item) == ["accepted"]
    keys.destroy(doomed.key_id)
    assert there.statuses(item, later) == ["duplicate accepted", "deferred key"]


def test_a_full_backlog_defers_what_is_new_only(pen: Pen, strict: Callable[[IntakeSettings], Caisse]) -> None:
    full = strict(IntakeSettings(backlog=2, defer=7))
    there = Pen(full.terminal("borne-2"), pen.key)
    first = [there.item() for _ in range(2)]
    assert there.statuses(*first) == ["accepted"] * 2
    full.clock.advance(seconds=11)
    new = there.item()
    answer = there.deliver(*first, new)
    assert told(answer, [*first, new]) == ["duplicate accepted"] * 2 + ["deferred backlog"]
    assert answer.json()["results"][2]["retry_after_s"] == 7


def test_two_terminals_and_two_epochs_never_meet(pen: Pen, caisse: Caisse) -> None:
    other = Pen(caisse.terminal("borne-2"), pen.key)
    anew = Pen(pen.terminal, pen.key, epoch="ab" * 16)
    for one in (pen, other, anew):
        assert one.statuses(one.item()) == ["accepted"]
    assert waiting(caisse) == 3


def test_nothing_of_another_terminal_is_told(pen: Pen, caisse: Caisse) -> None:
    pen.deliver(pen.item())
    other = caisse.terminal("borne-2")
    said = other.send("GET", f"/v1/epochs/{pen.epoch}").json()
    assert said == {"epoch": pen.epoch, "watermark": 0, "above": [], "rejected": []}


@pytest.mark.parametrize(
    ("known", "status"), [("accepted", "duplicate accepted"), ("rejected", "duplicate rejected suite")]
)
def test_a_verdict_outlives_any_time(pen: Pen, caisse: Caisse, known: str, status: str) -> None:
    item: Item = pen.item(**({} if known == "accepted" else {"suite": "x"}))
    pen.deliver(item)
    caisse.clock.advance(days=3650)
    assert pen.statuses(item) == [status]


def test_a_key_that_ended_long_ago_is_still_good(pen: Pen, caisse: Caisse) -> None:
    caisse.clock.advance(days=120)
    assert pen.statuses(pen.item()) == ["accepted"]
