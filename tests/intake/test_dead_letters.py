"""What a terminal gave up is kept for a person to look at."""

from __future__ import annotations

import base64
from dataclasses import replace

from outbox_items import Pen, told
from running_caisse import Caisse
from sqlalchemy import select

from caisse.store.intake_schema import INTAKE, QUARANTINE


def kept(caisse: Caisse) -> list[tuple[str, int, str, bytes]]:
    rows = caisse.store.read(lambda connection: connection.execute(select(QUARANTINE)).all())
    return sorted((row.kind, row.seq, row.reason, bytes(row.sealed)) for row in rows)


def test_dead_letters_are_kept_once_with_their_reason(pen: Pen, caisse: Caisse) -> None:
    items = [pen.item(), pen.item()]
    assert told(pen.give_up(*items), items) == ["accepted"] * 2
    assert told(pen.give_up(*items), items) == ["duplicate accepted"] * 2
    assert kept(caisse) == [
        ("dead-letter", item.seq, "/problems/malformed", base64.b64decode(item.sealed)) for item in items
    ]
    assert sum("batch.letters" in line for line in caisse.log) == 2


def test_whatever_its_form_it_is_kept(pen: Pen, caisse: Caisse) -> None:
    wrong = replace(pen.item(), sealed="%%", op_id="", occurred_at="hier")
    assert told(pen.give_up(wrong, reason="a\x00b" + "x" * 300), [wrong]) == ["accepted"]
    assert kept(caisse) == [("dead-letter", 1, "a\N{REPLACEMENT CHARACTER}b" + "x" * 197, b"%%")]


def test_other_bytes_under_its_key_are_kept_too(pen: Pen, caisse: Caisse) -> None:
    first = pen.item()
    pen.seq = 0
    other = pen.item()
    pen.give_up(first)
    assert told(pen.give_up(other), [other]) == ["conflict"]
    assert len(kept(caisse)) == 2


def test_what_was_given_up_may_still_come(pen: Pen, caisse: Caisse) -> None:
    """A technician sends what was parked again: it takes effect like any other."""
    item = pen.item()
    answer = pen.give_up(item).json()
    assert answer["watermark"] == 0
    assert pen.statuses(item) == ["accepted"]
    found = caisse.store.read(lambda connection: connection.execute(select(INTAKE.c.outcome)).scalars().all())
    assert found == [None]


def test_no_letters_are_no_news(pen: Pen, caisse: Caisse) -> None:
    assert pen.give_up().json()["results"] == []
    assert not [line for line in caisse.log if "batch.letters" in line]
