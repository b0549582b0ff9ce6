"""What the account shows is asked with the visit's token, and only a whole answer is an answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest

from kiosk.sync import consulting
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.consultation import Content, Want, WantInformation, WantMessages, WantRequests
from kiosk.sync.events import ConsultationAnswered, LinkChanged
from teleservices.wire.consultation import (
    Information,
    Message,
    Messages,
    PersonInformation,
    RequestLine,
    Requests,
    RequestState,
)
from teleservices.wire.problems import Problem

TOKEN = "T" * 43
JSON, PROBLEM = "application/json", "application/problem+json"
PERSON = {"name": "DUPONT MARIE", "insured": True, "address": ["12 RUE X", "33000 BORDEAUX"], "address_since": None}
INFORMATION = {
    "caisse": "CPAM des Landes",
    "regime": "Régime général",
    "rights_end": "2027-01-31",
    "email": "m•••@e•••.fr",
    "mobile": "06 ** ** ** 78",
    "people": [PERSON, PERSON | {"name": "DUPONT ZOÉ", "insured": False, "address_since": "2026-11-22"}],
}
LINE = {
    "reference": "7KQ2M9XW4T",
    "service": "address_change",
    "filed_at": "2026-11-22T09:12:44.123Z",
    "state": "registered",
    "reason": "",
}
MESSAGE = {"id": "m1", "sent_at": "2026-11-22T09:13:00Z", "subject": "Accusé de réception", "body": "Bonjour\nMarie"}
ADDRESS = ("12 RUE X", "33000 BORDEAUX")
WHOLE: list[tuple[Want, str, dict[str, Any], Content]] = [
    (
        WantInformation(),
        "/v1/information",
        INFORMATION,
        Information(
            "CPAM des Landes",
            "Régime général",
            date(2027, 1, 31),
            "m•••@e•••.fr",
            "06 ** ** ** 78",
            (
                PersonInformation("DUPONT MARIE", insured=True, address=ADDRESS, address_since=None),
                PersonInformation("DUPONT ZOÉ", insured=False, address=ADDRESS, address_since=date(2026, 11, 22)),
            ),
        ),
    ),
    (
        WantRequests(),
        "/v1/requests",
        {"lines": [LINE]},
        Requests(
            (
                RequestLine(
                    "7KQ2M9XW4T",
                    "address_change",
                    datetime(2026, 11, 22, 9, 12, 44, 123000, tzinfo=UTC),
                    RequestState.REGISTERED,
                    "",
                ),
            )
        ),
    ),
    (WantRequests(), "/v1/requests", {"lines": []}, Requests(())),
    (
        WantMessages(),
        "/v1/messages",
        {"messages": [MESSAGE]},
        Messages((Message("m1", datetime(2026, 11, 22, 9, 13, tzinfo=UTC), "Accusé de réception", "Bonjour\nMarie"),)),
    ),
]
WRONG: list[tuple[Want, dict[str, Any]]] = [
    (WantInformation(), INFORMATION | {"people": []}),
    (WantInformation(), INFORMATION | {"people": [PERSON | {"insured": False}]}),
    (WantInformation(), INFORMATION | {"people": [PERSON | {"name": ""}]}),
    (WantInformation(), INFORMATION | {"rights_end": "soon"}),
    (WantInformation(), INFORMATION | {"email": None}),
    (WantRequests(), {}),
    (WantRequests(), {"lines": [LINE | {"reference": "7KQ2M9XW40"}]}),
    (WantRequests(), {"lines": [LINE | {"filed_at": "2026-11-22T09:12:44"}]}),
    (WantRequests(), {"lines": [LINE | {"state": "lost"}]}),
    (WantMessages(), {"messages": [MESSAGE, MESSAGE]}),
    (WantMessages(), {"messages": [MESSAGE | {"id": ""}]}),
    (WantMessages(), {"messages": [MESSAGE | {"subject": ""}]}),
    (WantMessages(), {"messages": [MESSAGE | {"sent_at": "2026-11-22T09:13:00"}]}),
    (WantMessages(), {"messages": [MESSAGE | {"body": 1}]}),
]


def test_the_table_knows_every_question() -> None:
    assert set(consulting.WAYS) == set(get_args(Want)) == {type(want) for want, *_ in WHOLE}


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: row[1])
def test_a_whole_answer(caisse: Any, make_link: Any, row: tuple[Want, str, dict[str, Any], Content]) -> None:
    want, path, document, content = row
    caisse.will_answer(caisse.answer(200, JSON, document))

    assert make_link().consult(TOKEN, want) == content
    request = caisse.seen()
    assert (request["method"], request["path"], request["body"]) == ("GET", path, "")
    assert request["headers"]["authorization"] == f"Bearer {TOKEN}"
    assert request["verdict"] == "borne-01"


@pytest.mark.parametrize(("want", "document"), WRONG, ids=str)
def test_one_wrong_field_spoils_it(caisse: Any, make_link: Any, want: Want, document: dict[str, Any]) -> None:
    caisse.will_answer(caisse.answer(200, JSON, document))

    assert make_link().consult(TOKEN, want) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("want", [WantInformation(), WantRequests(), WantMessages()], ids=str)
def test_a_refusal_and_a_portals_page(caisse: Any, make_link: Any, want: Want) -> None:
    caisse.will_answer(caisse.answer(401, PROBLEM, {"type": Problem.VISIT_OVER.value}))
    caisse.will_answer(caisse.answer(200, "text/html", {}))

    assert make_link().consult(TOKEN, want) == Refused(Problem.VISIT_OVER)
    assert make_link().consult(TOKEN, want) == NoAnswer(Cause.FOREIGN)


def test_the_thread_answers_under_the_questions_name(caisse: Any, make_link: Any, start_worker: Any) -> None:
    caisse.will_answer(caisse.answer(200, JSON, {"status": "ok"}))
    caisse.will_answer(caisse.answer(200, JSON, {"lines": []}))
    bench = start_worker(make_link())
    assert (bench.next_event(), bench.time.next_rest()) == (LinkChanged(up=True, cause=None), 15)

    bench.worker.consult("call-1", TOKEN, WantRequests())

    assert bench.next_event() == ConsultationAnswered("call-1", Requests(()))
