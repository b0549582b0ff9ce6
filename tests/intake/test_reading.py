"""The bytes of a batch: coded, bounded, strict."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbox_items import Pen, post
from running_caisse import Terminal, problem

from caisse.intake.reading import inflated, read_batch, read_letters
from teleservices.wire.batches import LARGEST_BODY, MOST_ITEMS
from teleservices.wire.problems import Problem

_EMPTY = gzip.compress(b"{}")


@given(st.binary(max_size=3000))
def test_what_is_compressed_comes_back(content: bytes) -> None:
    assert inflated(gzip.compress(content), "gzip") == content
    assert inflated(gzip.compress(content), "GZIP") == content
    assert inflated(content, None) == inflated(content, "identity") == content


@given(st.binary(max_size=300), st.sampled_from(["gzip", None, "br"]))
def test_any_bytes_are_read_or_refused(content: bytes, coding: str | None) -> None:
    read = inflated(content, coding)
    found = read if isinstance(read, Problem) else read_batch(read)
    assert found in {Problem.MALFORMED, Problem.CODING}


def test_a_bomb_is_let_out_no_further_than_the_largest_body() -> None:
    assert inflated(gzip.compress(bytes(LARGEST_BODY)), "gzip") == bytes(LARGEST_BODY)
    assert inflated(gzip.compress(bytes(LARGEST_BODY + 1)), "gzip") is Problem.TOO_LARGE
    # 1 GiB out of 1 MiB: nobody waits for the end of it.
    bomb = zlib.compressobj(9, wbits=31)
    million = bomb.compress(bytes(1 << 24)) + bomb.flush(zlib.Z_SYNC_FLUSH)
    assert inflated(million + million[10:] * 63, "gzip") is Problem.TOO_LARGE


@pytest.mark.parametrize(
    "broken",
    [b"", _EMPTY[:-1], _EMPTY + b"x", _EMPTY * 2, zlib.compress(b"{}")],
    ids=["nothing", "cut", "more", "twice", "zlib"],
)
def test_a_stump_or_more_than_one_is_refused(broken: bytes) -> None:
    assert inflated(broken, "gzip") is Problem.MALFORMED


def test_a_compressed_batch_is_taken_under_its_own_digest(pen: Pen, terminal: Terminal) -> None:
    answer = post(terminal, "/v1/batches", asdict(pen.batch(pen.item())), "gzip")
    assert answer.json()["results"][0]["status"] == "accepted"


@pytest.mark.parametrize(
    ("coding", "body", "kind"),
    [
        ("br", b"{}", "/problems/content-coding"),
        ("gzip, gzip", b"{}", "/problems/content-coding"),
        ("gzip", b"{}", "/problems/malformed"),
        ("gzip", gzip.compress(bytes(LARGEST_BODY + 1)), "/problems/too-large"),
        (None, b" " * (LARGEST_BODY + 1), "/problems/too-large"),
        (None, b"{}", "/problems/malformed"),
        (None, b"", "/problems/malformed"),
        (None, b"\xff", "/problems/malformed"),
    ],
    ids=["other", "two", "not-gzip", "long-inside", "long", "empty", "nothing", "no-text"],
)
@pytest.mark.parametrize("path", ["/v1/batches", "/v1/dead-letters"])
def test_what_cannot_be_read_is_told_and_nothing_stored(
    terminal: Terminal, path: str, coding: str | None, body: bytes, kind: str
) -> None:
    assert problem(post(terminal, path, body, coding)) == kind


def broken_frames(batch: dict[str, Any]) -> list[dict[str, Any]]:
    item = batch["items"][0]
    return [
        batch | {"request": "x"},
        batch | {"epoch": "x"},
        batch | {"epoch": 7},
        batch | {"sent_at": "2026-11-22"},
        batch | {"uptime_ms": -1},
        batch | {"uptime_ms": "7"},
        batch | {"queue": None},
        batch | {"items": [item | {"seq": 0}]},
        batch | {"items": [item | {"seq": 1 << 63}]},
        batch | {"items": [item | {"seq": 1.5}]},
        batch | {"items": [item, item]},
        batch | {"items": [item | {"seq": 2}, item]},
        batch | {"items": [item | {"sealed": None}]},
        batch | {"items": [{}]},
    ]


def test_a_frame_that_is_none_is_refused_whole(pen: Pen) -> None:
    batch = asdict(pen.batch(pen.item()))
    assert not isinstance(read_batch(json.dumps(batch).encode()), Problem)
    for broken in broken_frames(batch):
        assert read_batch(json.dumps(broken).encode()) is Problem.MALFORMED, broken


def test_more_items_than_agreed_are_too_many(pen: Pen) -> None:
    item = pen.item()
    items = tuple(replace(item, seq=seq) for seq in range(1, MOST_ITEMS + 2))
    assert read_batch(json.dumps(asdict(pen.batch(*items))).encode()) is Problem.TOO_LARGE
    fits = read_batch(json.dumps(asdict(pen.batch(*items[1:]))).encode())
    assert not isinstance(fits, Problem)
    letters = {"letters": [{"item": asdict(one), "reason": "x"} for one in items]}
    frame = {name: value for name, value in asdict(pen.batch()).items() if name not in {"queue", "items"}}
    assert read_letters(json.dumps(frame | letters).encode()) is Problem.TOO_LARGE
