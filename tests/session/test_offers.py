"""What may be done now: level × link × devices, each obstacle named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from session_walk import IDENTIFIED, OPENED, SECRET, Walk, filled

from kiosk.devices.printer.events import PrinterChanged
from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.session.effects import AskVisit
from kiosk.session.intents import ChooseService, Retry, StartSignIn
from kiosk.session.offers import Obstacle, offers
from kiosk.session.states import Home, Summary
from kiosk.session.visit import NoLink, Opening
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.events import LinkChanged, VisitAnswered
from teleservices.wire.problems import Problem
from teleservices.wire.visits import ServiceOffer, Unavailable


def obstacle(walk: Walk) -> Obstacle | None:
    assert isinstance(walk.state, Home)
    return offers(walk.state.visit, walk.situation.devices)[0].obstacle


def test_nothing_stands_in_the_way(walk: Walk) -> None:
    assert obstacle(walk.home()) is None


def test_the_name_shows_before_the_caisse_answers(walk: Walk) -> None:
    assert obstacle(walk.insert()) is Obstacle.OPENING


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Ready(), None),
        (Ready(paper_low=True), None),
        (NoPaper(), Obstacle.NO_PAPER),
        (CoverOpen(), Obstacle.COVER_OPEN),
        (Faulty("1a"), Obstacle.PRINTER),
        (Disconnected("refused"), Obstacle.PRINTER),
        (Silent(), Obstacle.PRINTER),
    ],
    ids=str,
)
def test_the_printer(walk: Walk, status: PrinterStatus, expected: Obstacle | None) -> None:
    assert obstacle(walk.home().do(PrinterChanged(status))) is expected


@pytest.mark.parametrize("said", [said for said in Unavailable if said is not Unavailable.LEVEL])
def test_the_caisses_word_goes_first(walk: Walk, said: Unavailable) -> None:
    walk.insert().do(PrinterChanged(NoPaper()))
    answer = replace(OPENED, services=(ServiceOffer("rights_attestation", said),))
    walk.do(VisitAnswered(walk.last(AskVisit), answer))
    assert obstacle(walk) is Obstacle[said.name]
    walk.do(ChooseService("rights_attestation"))
    assert isinstance(walk.state, Home), "a greyed tile opens nothing"


def test_nobody_signs_in_for_what_cannot_be_printed(walk: Walk) -> None:
    walk.strict_home()
    assert obstacle(walk) is Obstacle.LEVEL
    assert obstacle(walk.do(PrinterChanged(NoPaper()))) is Obstacle.NO_PAPER
    walk.do(ChooseService("rights_attestation"))
    assert isinstance(walk.state, Home)


def test_a_service_that_the_caisse_does_not_name_is_closed(walk: Walk) -> None:
    walk.insert()
    walk.do(VisitAnswered(walk.last(AskVisit), replace(OPENED, services=())), ChooseService("rights_attestation"))
    assert isinstance(walk.state, Home)
    assert obstacle(walk) is Obstacle.NOT_OFFERED


def test_the_accounts_own_services_show_once_its_holder_is_identified(walk: Walk) -> None:
    assert isinstance(walk.home().state, Home)
    assert len(offers(walk.state.visit, walk.situation.devices)) == 1
    walk.do(StartSignIn(), filled(secret=SECRET)).answer(IDENTIFIED)
    assert [(offer.service.id, offer.obstacle) for offer in offers(walk.state.visit, walk.situation.devices)] == [
        ("rights_attestation", None),
        ("password_change", None),
        ("email_validation", None),
    ]


def test_a_cut_link_greys_and_comes_back_by_itself(walk: Walk) -> None:
    walk.home().do(LinkChanged(up=False, cause=Cause.UNREACHABLE))
    assert obstacle(walk) is Obstacle.NO_LINK
    walk.do(LinkChanged(up=True, cause=None))
    assert obstacle(walk) is None


def test_a_visit_begun_without_link_opens_when_it_is_back(walk: Walk) -> None:
    walk.do(LinkChanged(up=False, cause=Cause.UNREACHABLE)).insert()
    assert obstacle(walk) is Obstacle.NO_LINK
    assert not [effect for effect in walk.effects if isinstance(effect, AskVisit)]
    walk.do(LinkChanged(up=True, cause=None))
    walk.do(VisitAnswered(walk.last(AskVisit), OPENED), ChooseService("rights_attestation"))
    assert isinstance(walk.state, Summary)


@pytest.mark.parametrize("answer", [NoAnswer(Cause.TIMEOUT), Refused(Problem.INTERNAL), Refused(Problem.SIGNATURE)])
def test_a_caisse_that_answers_badly_can_be_asked_again(walk: Walk, answer: NoAnswer | Refused) -> None:
    walk.insert().do(VisitAnswered(walk.last(AskVisit), answer))
    assert isinstance(walk.state, Home)
    assert walk.state.visit.account == NoLink()
    walk.do(Retry())
    assert isinstance(walk.state, Home)
    assert isinstance(walk.state.visit.account, Opening)
