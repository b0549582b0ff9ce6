"""Looking at the account: asked with the visit's token, shown, asked again, closed."""

from __future__ import annotations

import pytest
from session_cast import CANARY, IDENTIFIED, INFORMATION, MESSAGES, REQUESTS
from session_walk import Walk

from kiosk.devices.card.events import CardRemoved
from kiosk.session.declaring import Consulted, ConsultFailed, ConsultFault, Consulting
from kiosk.session.effects import AskConsultation
from kiosk.session.events import Tick
from kiosk.session.intents import AnotherService, Back, ChooseService, OpenMessage, Retry
from kiosk.session.states import Goodbye, Home, Told
from kiosk.session.told import VisitOver
from kiosk.session.visit import Closed
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.consultation import WANTS, ConsultationAnswer, Want, WantInformation, WantMessages, WantRequests
from kiosk.sync.events import ConsultationAnswered
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.model import Nature
from teleservices.wire.problems import Problem

SHOWN: list[tuple[str, Want, ConsultationAnswer]] = [
    ("my_information", WantInformation(), INFORMATION),
    ("request_tracking", WantRequests(), REQUESTS),
    ("messages", WantMessages(), MESSAGES),
]


def answered(walk: Walk, answer: ConsultationAnswer) -> Walk:
    return walk.do(ConsultationAnswered(walk.last(AskConsultation), answer))


@pytest.mark.parametrize(("service", "want", "answer"), SHOWN)
def test_each_is_asked_and_shown(walk: Walk, service: str, want: Want, answer: ConsultationAnswer) -> None:
    walk.identified_home().do(ChooseService(service))
    (asked,) = (effect for effect in walk.effects if isinstance(effect, AskConsultation))
    assert (asked.token, asked.want) == (IDENTIFIED.token, want)
    answered(walk, answer)
    assert isinstance(walk.state, Consulted)
    assert walk.state.content == answer
    assert isinstance(walk.do(Back()).state, Home)


def test_every_consultation_of_the_catalogue_has_its_question() -> None:
    assert set(WANTS) == {entry.id for entry in CATALOGUE if entry.nature is Nature.CONSULTATION}


def test_a_message_is_opened_and_closed(walk: Walk) -> None:
    walk.consulted().do(OpenMessage("m9"))
    assert isinstance(walk.state, Consulted)
    assert walk.state.opened == ""
    walk.do(OpenMessage("m1"))
    assert walk.state.opened == "m1"
    walk.do(Back())
    assert walk.state.opened == ""
    assert isinstance(walk.do(Back()).state, Home)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (NoAnswer(Cause.TIMEOUT), ConsultFault.NO_ANSWER),
        (Refused(Problem.INTERNAL), ConsultFault.OTHER),
        (Refused(Problem.LEVEL), ConsultFault.OTHER),
    ],
)
def test_what_cannot_be_shown_is_said_and_asked_again(
    walk: Walk, answer: ConsultationAnswer, fault: ConsultFault
) -> None:
    answered(walk.consulting(), answer)
    assert isinstance(walk.state, ConsultFailed)
    assert walk.state.fault is fault
    walk.do(Retry())
    assert isinstance(walk.state, Consulting)
    answered(walk, MESSAGES)
    assert isinstance(walk.state, Consulted)


def test_a_visit_that_the_caisse_no_longer_knows_is_over(walk: Walk) -> None:
    answered(walk.consulting(), Refused(Problem.VISIT_OVER))
    assert isinstance(walk.state, Told)
    assert (walk.state.message, walk.state.visit.account) == (VisitOver(), Closed())


def test_home_is_always_near(walk: Walk) -> None:
    assert isinstance(walk.consult_failed().do(AnotherService()).state, Home)


def test_waiting_for_the_caisse_is_not_idleness(walk: Walk) -> None:
    walk.consulting().at(walk.rules.timings.idle + 1).do(Tick())
    assert walk.situation.attention.warned_at is None


def test_an_answer_for_somebody_who_left_is_dropped(walk: Walk) -> None:
    answered(walk.consulting().do(CardRemoved()), MESSAGES)
    assert isinstance(walk.state, Goodbye)
    assert CANARY not in repr(walk.situation)
