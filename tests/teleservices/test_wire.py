"""The wire: both ends read what the other writes, and nothing shows in a repr that is a person's."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from teleservices.levels import Level
from teleservices.wire import codes, emails, enrolment, passwords, problems, rights, sign_in, visits
from teleservices.wire.codes import CodeSent, SmsOutcome, SmsReport, SmsToSend
from teleservices.wire.emails import ChangeEmail
from teleservices.wire.enrolment import Enrol, Enrolled
from teleservices.wire.passwords import AskOwnReset, AskReset, ChoosePassword, ResetAsked, RobotAnswer, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.rights import Caisse, CoveredPerson, Mention, Period, RightsAttestation, RightsRequest
from teleservices.wire.sign_in import SignIn, SignInByNir
from teleservices.wire.visits import (
    Account,
    Beneficiary,
    CodeBySms,
    EmailState,
    MustChoose,
    OpenVisit,
    ServiceOffer,
    Unavailable,
    VisitOpened,
)

NAME, NUMBER = "CANARITONTAINE", "284058877704206"
SECRET, MOBILE = "Canari-8?$€£", "+33639980001"
MESSAGES: list[Any] = [
    Enrol("token", "key"),
    Enrolled("borne-1"),
    OpenVisit(NUMBER, "20240115", None),
    VisitOpened(
        "token",
        Level.CARD,
        1200,
        (Beneficiary("a", NAME, "C", insured=True),),
        (ServiceOffer("rights_attestation", None), ServiceOffer("x", Unavailable.LEVEL)),
    ),
    VisitOpened(
        "token",
        Level.CODE,
        600,
        (Beneficiary("a", NAME, "C", insured=True),),
        (ServiceOffer("rights_attestation", Unavailable.PASSWORD),),
        CodeBySms(MOBILE, by_terminal=True),
        Account(MustChoose.LEGACY, by_code=False, email=EmailState.SHARED, address=NAME, pending=NAME),
    ),
    SignIn(SECRET),
    SignInByNir(NUMBER, SECRET),
    ChoosePassword(SECRET, None),
    ChoosePassword(SECRET, SECRET),
    AskReset(NUMBER, "19840512", RobotAnswer("id", SECRET)),
    AskOwnReset(NUMBER),
    ResetAsked(30),
    RobotCheck("id", 5, SECRET, SECRET),
    CodeSent(MOBILE, 60, SmsToSend("id", MOBILE, SECRET)),
    CodeSent(MOBILE, 60, None),
    SmsReport("id", SmsOutcome.UNKNOWN),
    ChangeEmail(NAME, SECRET),
    RightsRequest("a", (Mention.LONG_TERM_ILLNESS,)),
    RightsAttestation(
        reference="7KQ2M9XW4T",
        issued_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
        caisse=Caisse("000", "Caisse", ("1 rue X",)),
        person=CoveredPerson(NAME, NAME, "19440000", NUMBER, insured=True),
        insured_name=NAME,
        insured_nir=NUMBER,
        regime="Régime général",
        rights=Period(date(2003, 9, 1), None),
        complementary=None,
        treating_doctor=True,
        long_term_illness=Period(date(2019, 3, 4), date(2029, 3, 3)),
        copayment_exemption=None,
        mentions=(Mention.LONG_TERM_ILLNESS,),
        check_url="https://caisse.test/v/7KQ2M9XW4T",
    ),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_survives_the_journey(message: Any) -> None:
    adapter = TypeAdapter(type(message))
    assert adapter.validate_json(adapter.dump_json(message)) == message


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_a_message_does_not_show_who_it_is_about(message: Any) -> None:
    assert NAME not in repr(message)
    assert NUMBER not in repr(message)
    assert SECRET not in repr(message)
    assert MOBILE not in repr(message)


def test_every_message_is_frozen() -> None:
    for module in (codes, emails, enrolment, passwords, rights, sign_in, visits):
        for kind in vars(module).values():
            if dataclasses.is_dataclass(kind) and isinstance(kind, type):
                assert kind.__dataclass_params__.frozen, kind.__name__


def test_every_problem_is_an_address_of_its_own() -> None:
    assert all(problem.startswith("/problems/") for problem in Problem)
    assert len(set(Problem)) == len(problems.Problem.__members__)
