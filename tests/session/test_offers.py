"""What may be done now: level × link × devices, each obstacle named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from session_cast import IDENTIFIED, OPENED, SECRET, filled
from session_walk import Walk

from kiosk.devices.printer.events import PrinterChanged
from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.session.effects import AskVisit
from kiosk.session.intents import ChooseService, Retry, StartSignIn
from kiosk.session.offers import Obstacle, offers
from kiosk.session.states import Home, Summary
from kiosk.session.visit import NoLink, Opening
from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.events import LinkChanged, VisitAnswered
from kiosk.sync.filing import OutboxChanged, OutboxHealth, OutboxState
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.model import Nature, Part
from teleservices.wire.problems import Problem
from teleservices.wire.visits import ServiceOffer, Unavailable


def obstacle(walk: Walk, service: str = "rights_attestation") -> Obstacle | None:
    assert isinstance(walk.state, Home)
    shown = offers(walk.state.visit, walk.situation.devices)
    return next(offer.obstacle for offer in shown if offer.service.id == service)


def outbox(health: OutboxHealth) -> OutboxChanged:
    return OutboxChanged(OutboxState(health))


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
    shown = {offer.service.id for offer in offers(walk.state.visit, walk.situation.devices)}
    assert shown == {service.id for service in CATALOGUE if service.part is not Part.ACCOUNT}
    walk.do(StartSignIn(), filled(secret=SECRET)).answer(IDENTIFIED)
    assert [(offer.service.id, offer.obstacle) for offer in offers(walk.state.visit, walk.situation.devices)] == [
        (service.id, None) for service in CATALOGUE
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


# Who stands there, and whether the link is up → what is in the way of a declaration.
DECLARED: list[tuple[Callable[[Walk], Walk], bool, Obstacle | None]] = [
    (Walk.home, True, Obstacle.LEVEL),
    (Walk.home, False, None),
    (Walk.offline_home, True, None),
    (Walk.offline_home, False, None),
    (Walk.insert, True, Obstacle.OPENING),
    (Walk.insert, False, None),
    (Walk.identified_home, True, None),
    (Walk.identified_home, False, None),
    (Walk.alone_home, True, None),
    (Walk.alone_home, False, None),
]


@pytest.mark.parametrize(("arrive", "up", "expected"), DECLARED)
def test_who_may_declare(walk: Walk, arrive: Callable[[Walk], Walk], *, up: bool, expected: Obstacle | None) -> None:
    arrive(walk).do(LinkChanged(up=up, cause=None if up else Cause.UNREACHABLE))
    if expected is None and up and arrive is Walk.offline_home:
        # The link is back: the caisse is asked first; its silence is what leaves the card.
        walk.do(VisitAnswered(walk.last(AskVisit), NoAnswer(Cause.TIMEOUT)))
    assert obstacle(walk, "address_change") is expected


@pytest.mark.parametrize("up", [True, False])
@pytest.mark.parametrize("health", [health for health in OutboxHealth if health is not OutboxHealth.READY])
def test_nobody_begins_what_cannot_be_kept(walk: Walk, health: OutboxHealth, *, up: bool) -> None:
    walk.home().do(LinkChanged(up=up, cause=None), outbox(health), ChooseService("address_change"))
    assert obstacle(walk, "address_change") is Obstacle.OUTBOX, "not even the identification is asked for"
    walk.do(outbox(OutboxHealth.READY))
    assert obstacle(walk, "address_change") is not Obstacle.OUTBOX


@pytest.mark.parametrize("status", [NoPaper(), CoverOpen(), Silent(), Disconnected("refused")], ids=str)
def test_a_declaration_does_not_wait_for_paper(walk: Walk, status: PrinterStatus) -> None:
    assert obstacle(walk.identified_home().do(PrinterChanged(status)), "address_change") is None


@pytest.mark.parametrize("up", [True, False])
@pytest.mark.parametrize("said", [said for said in Unavailable if said is not Unavailable.LEVEL])
def test_the_caisses_word_stands_without_a_link(walk: Walk, said: Unavailable, *, up: bool) -> None:
    answer = replace(OPENED, services=(ServiceOffer("address_change", said),))
    walk.insert().do(VisitAnswered(walk.last(AskVisit), answer), LinkChanged(up=up, cause=None))
    assert obstacle(walk, "address_change") is Obstacle[said.name]


@pytest.mark.parametrize("service", [entry.id for entry in CATALOGUE if entry.nature is Nature.CONSULTATION])
def test_the_account_shows_itself_to_who_is_identified_and_with_a_link(walk: Walk, service: str) -> None:
    generous = replace(OPENED, services=(ServiceOffer(service, None),))
    walk.insert().do(VisitAnswered(walk.last(AskVisit), generous))
    assert obstacle(walk, service) is Obstacle.LEVEL, "even where a caisse errs"
    walk.do(StartSignIn(), filled(secret=SECRET)).answer(IDENTIFIED)
    assert obstacle(walk, service) is None
    assert obstacle(walk.do(LinkChanged(up=False, cause=Cause.TIMEOUT)), service) is Obstacle.NO_LINK
