"""Batches over real TLS: signed, coded, kept apart from what somebody else answers, and ended at once when asked."""

from __future__ import annotations

import json
import queue
import threading
from dataclasses import replace
from typing import Any

import pytest
from scripted_bench import PATIENCE_S, Certificates

from dock.network import NetworkSwitch
from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.delivery_answers import Declined
from teleservices.wire.batches import Batch, BatchAnswer, DeadLetter, DeadLetters, Item, QueueState, Status, Verdict
from teleservices.wire.problems import Problem
from teleservices.wire.sealing_keys import PublishedKeys, SealingKey

JSON, PROBLEM = "application/json", "application/problem+json"
ITEM = Item(
    7, "op", "a" * 32, "suite", "2026-11", "b" * 16, "2026-11-22T09:12:44.123Z", "boot", 5, "c2VhbA==" * 80, "c2ln"
)
BATCH = Batch("r-1", "e" * 32, "2026-11-22T10:00:00.000Z", "boot", 9, QueueState(1, 7, "2026-11", 0, 0), (ITEM,))
VERDICT = {"seq": 7, "digest": "d" * 64, "status": "accepted"}
ANSWER = {
    "request": "r-1",
    "epoch": "e" * 32,
    "received_at": "2026-11-22T10:00:01Z",
    "watermark": 7,
    "results": [VERDICT],
    "max_items": 200,
    "next_after_s": 0,
    "keys": 3,
}


def test_a_batch_goes_signed_and_coded_and_its_answer_is_read(scripted: Any, make_delivery: Any) -> None:
    scripted.will_answer(scripted.answer(200, JSON, ANSWER))

    answer = make_delivery().deliver(BATCH, Abort())

    assert answer == BatchAnswer(
        "r-1", "e" * 32, "2026-11-22T10:00:01Z", 7, (Verdict(7, "d" * 64, Status.ACCEPTED),), 200, 0, 3
    )
    seen = scripted.seen()
    assert (seen["method"], seen["path"], seen["verdict"]) == ("POST", "/v1/batches", "borne-01")
    assert json.loads(seen["body"])["items"][0]["sealed"] == ITEM.sealed
    assert seen["headers"]["content-encoding"] == "gzip"
    assert '"content-encoding"' in seen["headers"]["signature-input"]
    assert seen["size"] < len(seen["body"])


def test_dead_letters_have_a_door_of_their_own(scripted: Any, make_delivery: Any) -> None:
    scripted.will_answer(scripted.answer(200, JSON, ANSWER))
    letters = DeadLetters("r-1", "e" * 32, "2026-11-22T10:00:00.000Z", "boot", 9, (DeadLetter(ITEM, "malformed"),))

    assert isinstance(make_delivery().give_up(letters, Abort()), BatchAnswer)

    seen = scripted.seen()
    assert (seen["path"], json.loads(seen["body"])["letters"][0]["reason"]) == ("/v1/dead-letters", "malformed")


def test_the_caisses_keys_come_as_they_are_published(scripted: Any, make_delivery: Any) -> None:
    key = {"key_id": "2026-11", "suite": "s", "public": "cA==", "not_before": "x", "not_after": "y"}
    scripted.will_answer(scripted.answer(200, JSON, {"serial": 4, "keys": [key], "signature": "c2ln"}))

    assert make_delivery().keys(Abort()) == PublishedKeys(4, (SealingKey(**key),), "c2ln")


def test_a_connection_serves_batch_after_batch(scripted: Any, make_delivery: Any) -> None:
    scripted.will_answer(scripted.answer(200, JSON, ANSWER), kept=True)
    delivery = make_delivery()

    peers = set()
    for _ in range(3):
        assert isinstance(delivery.deliver(BATCH, Abort()), BatchAnswer)
        peers.add(scripted.seen()["peer"])
    delivery.rest()
    assert isinstance(delivery.deliver(BATCH, Abort()), BatchAnswer)

    assert len(peers) == 1
    assert scripted.seen()["peer"] not in peers


@pytest.mark.parametrize("kept", [False, True], ids=["new", "kept"])
def test_an_exchange_ends_at_once_when_its_brake_is_pulled(scripted: Any, make_delivery: Any, kept: bool) -> None:
    delivery = make_delivery()
    if kept:
        scripted.will_answer(scripted.answer(200, JSON, ANSWER), kept=True)
        delivery.deliver(BATCH, Abort())
        scripted.seen()
    scripted.will_answer(b"", held=True)
    if kept:
        # The last answer stays; the one before it is still to be given.
        delivery.deliver(BATCH, Abort())
        scripted.seen()
    abort, answers = Abort(), queue.Queue[object]()
    thread = threading.Thread(target=lambda: answers.put(delivery.deliver(BATCH, abort)))
    thread.start()
    scripted.seen()
    abort.pull()

    assert answers.get(timeout=PATIENCE_S) == NoAnswer(Cause.ABANDONED)
    thread.join(PATIENCE_S)


def problem(kind: str, status: int) -> dict[str, Any]:
    return {"type": kind, "title": "x", "status": status}


@pytest.mark.parametrize(
    ("status", "media_type", "body", "headers", "expected"),
    [
        (400, PROBLEM, problem("/problems/malformed", 400), {}, Declined(400, Problem.MALFORMED)),
        (426, PROBLEM, problem("/problems/one-day", 426), {}, Declined(426, "/problems/one-day")),
        (503, PROBLEM, problem("/problems/busy", 503), {"Retry-After": "5"}, Declined(503, Problem.BUSY, 5)),
        (503, "text/html", "<h1>", {"Retry-After": "120"}, Declined(503, None, 120)),
        (503, "text/html", "<h1>", {"Retry-After": "soon"}, Declined(503)),
        (
            429,
            "text/html",
            "<h1>",
            {"Retry-After": "Sun, 22 Nov 2026 10:01:00 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"},
            Declined(429, None, 60),
        ),
        (403, "text/html", "<h1>Portail</h1>", {}, Declined(403)),
        (403, PROBLEM, problem("DUPONT MARIE", 403), {}, Declined(403)),
        (403, PROBLEM, "{", {}, Declined(403)),
        (200, "text/html", "<h1>Portail</h1>", {}, NoAnswer(Cause.FOREIGN)),
        (200, JSON, "{}", {}, NoAnswer(Cause.MALFORMED)),
        (201, JSON, ANSWER, {}, NoAnswer(Cause.FOREIGN)),
        (302, JSON, ANSWER, {"Location": "https://127.0.0.1/"}, NoAnswer(Cause.FOREIGN)),
        (204, "", "", {}, NoAnswer(Cause.FOREIGN)),
        (200, JSON, ANSWER | {"max_items": 0}, {}, NoAnswer(Cause.MALFORMED)),
        (200, JSON, ANSWER | {"next_after_s": -1}, {}, NoAnswer(Cause.MALFORMED)),
        (200, JSON, ANSWER | {"watermark": "7"}, {}, NoAnswer(Cause.MALFORMED)),
        *(
            (200, JSON, ANSWER | {"results": [VERDICT | change]}, {}, NoAnswer(Cause.MALFORMED))
            for change in (
                {"status": "done"},
                {"status": "duplicate"},
                {"status": "duplicate", "first": "deferred"},
                {"status": "duplicate", "first": "rejected"},
                {"status": "rejected"},
                {"status": "deferred"},
                {"status": "deferred", "reason": "key", "retry_after_s": -1},
                {"digest": "D" * 64},
                {"seq": "7"},
            )
        ),
    ],
)
def test_what_is_not_the_caisses_yes(
    scripted: Any, make_delivery: Any, *, status: int, media_type: str, body: Any, headers: Any, expected: object
) -> None:
    scripted.will_answer(scripted.answer(status, media_type, body, **headers))

    assert make_delivery().deliver(BATCH, Abort()) == expected
    scripted.seen()
    assert scripted.saw_nothing_more()


def test_a_portal_and_a_stranger_are_no_answer(scripted: Any, make_delivery: Any, certificates: Certificates) -> None:
    switch = NetworkSwitch("127.0.0.1", scripted.port)
    switch.start()
    try:
        url = f"https://127.0.0.1:{switch.port}"
        switch.captive()
        assert make_delivery(url).deliver(BATCH, Abort()) == NoAnswer(Cause.UNTRUSTED)
        switch.cut()
        assert make_delivery(url).deliver(BATCH, Abort()) == NoAnswer(Cause.UNREACHABLE)
    finally:
        switch.stop()
    stranger = make_delivery(ca_file=certificates.other_ca_file)
    assert stranger.deliver(BATCH, Abort()) == NoAnswer(Cause.UNTRUSTED)
    assert scripted.saw_nothing_more()


def test_nothing_of_a_person_is_on_a_kept_connection(scripted: Any, make_delivery: Any) -> None:
    cookie = scripted.answer(200, JSON, ANSWER, Set_Cookie="seen=1; Path=/")
    scripted.will_answer(cookie, kept=True)
    delivery = make_delivery()

    for _ in range(2):
        delivery.deliver(replace(BATCH, request="r-1"), Abort())
        assert {"cookie", "authorization"}.isdisjoint(scripted.seen()["headers"])
