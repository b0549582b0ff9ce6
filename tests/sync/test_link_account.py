"""Every question about the account goes where the wire says, and only a whole answer is an answer."""

from __future__ import annotations

import base64
import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync import asking
from kiosk.sync.account import AccountQuestion, WantCheck, WantCode
from kiosk.sync.answers import Cause, NoAnswer, Refused, Reported
from kiosk.sync.transport import Reply
from teleservices.levels import Level
from teleservices.password import Guessable, PasswordRule
from teleservices.wire.codes import CodeSent, SmsOutcome, SmsReport, SmsToSend
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.passwords import AskOwnReset, AskReset, ChoosePassword, ResetAsked, RobotAnswer, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import EmailState, MustChoose, VisitOpened

TOKEN = "T" * 43
JSON, PROBLEM = "application/json", "application/problem+json"
RESET = {"minutes": 30}

QUESTIONS: list[tuple[AccountQuestion, str, bool, str]] = [
    (SignIn("Vélo-é€"), "/v1/visits/current/sign-in", True, '{"secret":"Vélo-é€"}'),
    (SignInByNir("2840588321025", "s"), "/v1/sign-ins", False, '{"nir":"2840588321025","secret":"s"}'),
    (ChoosePassword("new", None), "/v1/passwords", True, '{"password":"new","current":null}'),
    (ChangeEmail("a@b.fr", "p"), "/v1/email-addresses", True, '{"address":"a@b.fr","password":"p"}'),
    (
        AskReset("2840588321025", "19840512", RobotAnswer("r", "12345")),
        "/v1/password-resets",
        False,
        '{"nir":"2840588321025","birth_date":"19840512","robot":{"id":"r","signs":"12345"}}',
    ),
    (AskOwnReset("19840512"), "/v1/visits/current/password-reset", True, '{"birth_date":"19840512"}'),
    (WantCode(), "/v1/codes-provisoires", True, ""),
    (WantCheck(), "/v1/robot-checks", False, ""),
]
GIVE_A_VISIT = [question for question, *_ in QUESTIONS[:4]]


def test_the_table_knows_every_question() -> None:
    assert set(asking.WAYS) == set(get_args(AccountQuestion)) == {type(question) for question, *_ in QUESTIONS}


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: type(row[0]).__name__)
def test_a_question_goes_its_way(caisse: Any, make_link: Any, row: tuple[AccountQuestion, str, bool, str]) -> None:
    question, path, by_visit, body = row
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.LEVEL.value}))

    assert make_link().ask(TOKEN, question) == Refused(Problem.LEVEL)
    request = caisse.seen()
    assert (request["method"], request["path"], request["body"]) == ("POST", path, body)
    assert request["headers"].get("authorization") == (f"Bearer {TOKEN}" if by_visit else None)
    assert request["verdict"] == "borne-01"


@pytest.mark.parametrize("question", GIVE_A_VISIT, ids=lambda question: type(question).__name__)
@pytest.mark.parametrize("status", [200, 201])
def test_an_identified_visit(
    caisse: Any, make_link: Any, identified_document: Any, question: AccountQuestion, status: int
) -> None:
    caisse.will_answer(caisse.answer(status, JSON, identified_document))

    answer = make_link().ask(TOKEN, question)

    assert isinstance(answer, VisitOpened)
    assert answer.level is Level.CODE
    assert answer.account is not None
    assert (answer.account.must_choose, answer.account.email) == (MustChoose.PROVISIONAL, EmailState.MISSING)


def test_a_code_for_the_terminals_modem(caisse: Any, make_link: Any, code_document: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, code_document))

    sms = SmsToSend("sms-1", "+33639980001", "Assurance Maladie : 4821 est votre code.")
    assert make_link().ask(TOKEN, WantCode()) == CodeSent("06 ** ** ** 01", 60, sms)


def test_a_code_that_the_caisse_sent_itself(caisse: Any, make_link: Any, code_document: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, code_document | {"sms": None, "again_in_s": 0}))

    assert make_link().ask(TOKEN, WantCode()) == CodeSent("06 ** ** ** 01", 0, None)


@pytest.mark.parametrize("question", [QUESTIONS[4][0], AskOwnReset("19840512")], ids=lambda q: type(q).__name__)
def test_a_reset_that_was_heard(caisse: Any, make_link: Any, question: AccountQuestion) -> None:
    caisse.will_answer(caisse.answer(202, JSON, RESET))

    assert make_link().ask(TOKEN, question) == ResetAsked(30)


def test_the_largest_check_against_robots(caisse: Any, make_link: Any, check_document: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, check_document))

    answer = make_link().ask(None, WantCheck())

    assert isinstance(answer, RobotCheck)
    assert len(base64.b64decode(answer.picture)) + len(base64.b64decode(answer.sound)) > 700_000


def encoded(begin: bytes, length: int) -> str:
    return base64.b64encode(begin.ljust(length, b"\0")).decode()


WRONG_VISIT = [
    {"level": "card"},
    {"account": None},
    {"token": "short"},
    {"expires_in_s": 0},
    {"expires_in_s": "60"},
    {"account": {"must_choose": "bored", "by_code": True, "email": "missing", "address": "", "pending": ""}},
    {"account": {"must_choose": None, "by_code": 1, "email": "missing", "address": "", "pending": ""}},
]
WRONG_CODE = [
    {"number": ""},
    {"again_in_s": -1},
    {"again_in_s": 1.5},
    {"sms": {"id": "", "number": "+33639980001", "text": "t"}},
    {"sms": {"id": "a\nb", "number": "+33639980001", "text": "t"}},
    {"sms": {"id": "1", "number": "0639980001", "text": "t"}},
    {"sms": {"id": "1", "number": "+33639980001;AT", "text": "t"}},
    {"sms": {"id": "1", "number": "+٣٣٦٣٩٩٨٠٠٠١", "text": "t"}},
    {"sms": {"id": "1", "number": "+33639980001", "text": ""}},
]
WRONG_CHECK = [
    {"id": ""},
    {"digits": 0},
    {"digits": 6},
    {"picture": ""},
    {"picture": "not base64!"},
    {"picture": encoded(b"GIF89a", 100)},
    {"picture": encoded(b"\x89PNG\r\n\x1a\n", 64 * 1024 + 1)},
    {"sound": encoded(b"OggS", 100)},
    {"sound": encoded(b"RIFF", 100) + "\n"},
    {"sound": encoded(b"RIFF", 640 * 1024 + 1)},
    {"sound": "é"},
]


@pytest.mark.parametrize("wrong", WRONG_VISIT, ids=str)
def test_one_wrong_field_spoils_an_identified_visit(
    caisse: Any, make_link: Any, identified_document: Any, wrong: Any
) -> None:
    caisse.will_answer(caisse.answer(200, JSON, identified_document | wrong))

    assert make_link().ask(TOKEN, SignIn("s")) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("wrong", WRONG_CODE, ids=str)
def test_one_wrong_field_spoils_a_code(caisse: Any, make_link: Any, code_document: Any, wrong: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, code_document | wrong))

    assert make_link().ask(TOKEN, WantCode()) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("wrong", WRONG_CHECK, ids=lambda wrong: str(wrong)[:40])
def test_one_wrong_field_spoils_a_check(caisse: Any, make_link: Any, check_document: Any, wrong: Any) -> None:
    caisse.will_answer(caisse.answer(201, JSON, check_document | wrong))

    assert make_link().ask(None, WantCheck()) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("minutes", [0, -30, "30", None])
def test_a_link_that_is_never_good_is_no_answer(caisse: Any, make_link: Any, minutes: Any) -> None:
    caisse.will_answer(caisse.answer(202, JSON, {"minutes": minutes}))

    assert make_link().ask(TOKEN, AskOwnReset("19840512")) == NoAnswer(Cause.MALFORMED)


@pytest.mark.parametrize("answer", [(204, "", ""), (200, "text/html", "<p>Wi-Fi"), (302, JSON, RESET)], ids=str)
def test_what_carries_no_json_of_success_is_not_the_caisse(caisse: Any, make_link: Any, answer: Any) -> None:
    caisse.will_answer(caisse.answer(*answer))

    assert make_link().ask(TOKEN, AskOwnReset("19840512")) == NoAnswer(Cause.FOREIGN)


def test_a_refusal_says_how_many_tries_are_left(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.CREDENTIALS.value, "tries_left": 2}))

    assert make_link().ask(TOKEN, SignIn("s")) == Refused(Problem.CREDENTIALS, tries_left=2)


def test_a_refusal_says_until_when_it_is_locked(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(caisse.answer(429, PROBLEM, {"type": Problem.LOCKED.value}, Retry_After="1800"))

    assert make_link().ask(TOKEN, SignIn("s")) == Refused(Problem.LOCKED, retry_after_s=1800)


def test_a_refusal_says_what_is_wrong_with_a_password(caisse: Any, make_link: Any) -> None:
    document = {"type": Problem.PASSWORD.value, "faults": ["upper", "of-a-later-caisse", "birth_date"]}
    caisse.will_answer(caisse.answer(422, PROBLEM, document))

    refusal = make_link().ask(TOKEN, ChoosePassword("s", None))

    assert refusal == Refused(Problem.PASSWORD, faults=(PasswordRule.UPPER, Guessable.BIRTH_DATE))


@pytest.mark.parametrize("wrong", [{"tries_left": -1}, {"tries_left": "2"}, {"faults": "upper"}, {"faults": [1]}])
def test_one_wrong_field_spoils_a_refusal(caisse: Any, make_link: Any, wrong: Any) -> None:
    caisse.will_answer(caisse.answer(403, PROBLEM, {"type": Problem.CREDENTIALS.value} | wrong))

    assert make_link().ask(TOKEN, SignIn("s")) == NoAnswer(Cause.MALFORMED)


def test_a_report(caisse: Any, make_link: Any) -> None:
    caisse.will_answer(b"HTTP/1.1 204 x\r\n\r\n")

    assert make_link().report_sms(SmsReport("sms-1", SmsOutcome.DELIVERED)) == Reported()
    request = caisse.seen()
    assert (request["path"], request["body"]) == ("/v1/sms-outcomes", '{"id":"sms-1","outcome":"delivered"}')
    assert ("authorization" in request["headers"], request["verdict"]) == (False, "borne-01")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
)
BODIES = st.binary(max_size=200) | JSON_VALUES.map(lambda value: json.dumps(value).encode())
ANSWERS = (VisitOpened, CodeSent, ResetAsked, RobotCheck, Refused, NoAnswer)


@given(
    st.sampled_from(list(asking.WAYS.values())),
    st.integers(100, 599),
    st.sampled_from([JSON, PROBLEM, "text/html", ""]),
    BODIES,
)
def test_whatever_comes_back_is_a_value(way: asking.Way, status: int, media_type: str, body: bytes) -> None:
    assert isinstance(way.read(Reply(status, {"content-type": media_type}, body)), ANSWERS)


@given(
    st.fixed_dictionaries(
        {"number": st.text(max_size=16), "again_in_s": st.integers(-5, 300)},
        optional={
            "sms": st.none()
            | st.fixed_dictionaries(
                {"id": st.text(max_size=8), "number": st.from_regex(r"\+?[0-9]{6,16}"), "text": st.text(max_size=20)}
            )
        },
    )
)
def test_what_passes_for_a_code_can_be_shown_and_sent(document: dict[str, Any]) -> None:
    reply = Reply(201, {"content-type": JSON}, json.dumps(document).encode())

    answer = asking.WAYS[WantCode].read(reply)

    match answer:
        case CodeSent(number, again_in_s, None):
            assert number
            assert again_in_s >= 0
        case CodeSent(sms=SmsToSend(id=name, number=number, text=text)):
            assert name
            assert text
            assert number[0] == "+"
            assert number[1:].isascii()
            assert number[1:].isdecimal()
        case _:
            assert isinstance(answer, NoAnswer)
