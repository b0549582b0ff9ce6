"""A terminal whose clock is dead is not silenced: it signs once more by the caisse's."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest

from kiosk.sync.answers import Cause, Closed, NoAnswer, Refused
from teleservices.wire.problems import Problem

TOKEN = "T" * 43
PROBLEM = "application/problem+json"
SKEWED = {"type": Problem.CLOCK_SKEW.value, "status": 401}
GONE = b"HTTP/1.1 204 x\r\n\r\n"


def nonce_of(request: dict[str, Any]) -> str:
    return str(request["headers"]["signature-input"].split('nonce="')[1].split('"')[0])


@pytest.mark.parametrize("ahead_s", [-1_500_000_000, -3600, 3600])
def test_a_wrong_clock_costs_one_more_exchange(caisse: Any, make_link: Any, ahead_s: int) -> None:
    caisse.tell(clock=ahead_s)
    caisse.will_answer(GONE, checked=True)

    assert make_link().close_visit(TOKEN) == Closed()
    first, second = caisse.seen(), caisse.seen()
    assert (first["verdict"], second["verdict"]) == (Problem.CLOCK_SKEW.value, "borne-01")
    assert nonce_of(first) != nonce_of(second)


def test_a_right_clock_costs_nothing(caisse: Any, make_link: Any) -> None:
    caisse.tell(clock=300)
    caisse.will_answer(GONE, checked=True)

    assert make_link().close_visit(TOKEN) == Closed()
    caisse.seen()
    assert caisse.saw_nothing_more()


def test_it_is_tried_once_only(caisse: Any, make_link: Any) -> None:
    theirs = datetime(2001, 1, 1, 12, 0, 0, tzinfo=UTC)
    caisse.will_answer(caisse.answer(401, PROBLEM, SKEWED, Date=format_datetime(theirs)))

    assert make_link().close_visit(TOKEN) == Refused(Problem.CLOCK_SKEW)
    signed_at = [caisse.seen()["headers"]["signature-input"].split(";created=")[1][:9] for _ in range(2)]
    assert caisse.saw_nothing_more()
    assert signed_at[1] == str(int(theirs.timestamp()))


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 Jan 2001 12:00:00 GMT"])
def test_without_a_date_to_go_by_the_refusal_stands(caisse: Any, make_link: Any, date: str) -> None:
    caisse.will_answer(caisse.answer(401, PROBLEM, SKEWED, Date=date))

    assert make_link().close_visit(TOKEN) == Refused(Problem.CLOCK_SKEW)
    caisse.seen()
    assert caisse.saw_nothing_more()


def test_another_refusal_is_not_tried_again(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(401, PROBLEM, {"type": Problem.SIGNATURE.value}))

    assert make_link().close_visit(TOKEN) == Refused(Problem.SIGNATURE)
    caisse.seen()
    assert caisse.saw_nothing_more()


def test_the_caisse_going_silent_after_a_skew_is_no_answer(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(401, PROBLEM, SKEWED, Date="Mon, 01 Jan 2001 12:00:00 GMT"))
    caisse.will_answer(b"")

    assert make_link().close_visit(TOKEN) == NoAnswer(Cause.CUT)
