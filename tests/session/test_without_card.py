"""A visit without a card: the NIR is typed, nothing waits for a card, and one put in begins another visit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from held import texts_in
from session_cast import ATTESTATION, CANARY, IDENTIFIED, NIR_TYPED, PAUL, SECRET, filled
from session_walk import Walk, working_terminal

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardMute, PulledWhileReading, ReaderMissing
from kiosk.devices.printer.events import PrintEnded
from kiosk.devices.printer.status import NoPaper, NotPrinted, Printed
from kiosk.session.effects import AskAttestation, EndVisit, Forget, Note, Print
from kiosk.session.events import Broken, Tick
from kiosk.session.intents import AnotherService, ChooseService, ComeWithoutCard, Confirm, Leave
from kiosk.session.states import (
    CardRefused,
    Filling,
    Goodbye,
    Home,
    Parting,
    Printing,
    PrintTrouble,
    RemoveCard,
    TakeDocument,
    Welcome,
    visit_of,
)
from kiosk.sync.answers import Cause
from kiosk.sync.events import AttestationAnswered, LinkChanged


def printing(walk: Walk) -> Walk:
    walk.alone_home().do(ChooseService("rights_attestation"), Confirm())
    return walk.do(AttestationAnswered(walk.last(AskAttestation), ATTESTATION))


def take(walk: Walk) -> Walk:
    printing(walk)
    return walk.do(PrintEnded(walk.last(Print), Printed()))


ARRIVALS: list[Callable[[Walk], Walk]] = [
    Walk.nir_form,
    Walk.alone_secret,
    Walk.alone_ways,
    Walk.robot_form,
    lambda walk: walk.alone_secret().do(filled(secret=SECRET)),
    Walk.alone_home,
    lambda walk: walk.alone_home().do(ChooseService("email_validation")),
    take,
]
ENDS: dict[str, Callable[[Walk], Walk]] = {
    "fault": lambda walk: walk.do(Broken()),
    "twenty minutes": lambda walk: walk.at(walk.rules.timings.visit).do(Tick()),
    "leave": lambda walk: walk.do(Leave()),
    "mute card": lambda walk: walk.do(CardInserted(), CardRead(CardMute())),
}


@pytest.mark.parametrize("arrive", ARRIVALS)
@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_left(arrive: Callable[[Walk], Walk], end: str) -> None:
    walk = arrive(working_terminal())
    tokens = [text for text in texts_in(walk.situation) if text == IDENTIFIED.token]
    ENDS[end](walk)
    assert visit_of(walk.state) is None
    assert not [text for text in texts_in(walk.situation) if CANARY in text.upper() or NIR_TYPED in text]
    assert Forget() in walk.effects
    assert len([effect for effect in walk.effects if isinstance(effect, EndVisit)]) == bool(tokens)


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_a_card_put_in_begins_its_own_visit(arrive: Callable[[Walk], Walk]) -> None:
    walk = arrive(working_terminal()).do(CardInserted(), CardRead(PAUL))
    assert isinstance(walk.state, Home)
    assert walk.state.visit.card == PAUL
    assert not walk.state.visit.identified, "what somebody else proved is not his"
    assert Forget() in walk.effects


@pytest.mark.parametrize("arrive", ARRIVALS)
def test_a_card_pulled_before_it_was_read_ends_nothing(arrive: Callable[[Walk], Walk]) -> None:
    walk = arrive(working_terminal())
    before = walk.state
    walk.do(CardInserted(), CardRead(PulledWhileReading()), CardRemoved())
    assert walk.state == before


def test_names_come_from_the_caisse_once_identified(walk: Walk) -> None:
    visit = visit_of(walk.alone_secret().state)
    assert visit is not None
    assert (visit.first_name, visit.initial) == ("", "")
    visit = visit_of(walk.do(filled(secret=SECRET)).answer(IDENTIFIED).state)
    assert visit is not None
    assert (visit.first_name, visit.initial) == (f"{CANARY}MARIE", "D")


def test_the_paper_waits_for_no_card(walk: Walk) -> None:
    assert isinstance(printing(walk).state, Printing)
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert isinstance(walk.state, TakeDocument)
    assert isinstance(walk.do(AnotherService()).state, Home)
    assert isinstance(walk.do(Leave()).state, Goodbye)


def test_paper_in_trouble_can_be_left(walk: Walk) -> None:
    printing(walk)
    walk.do(PrintEnded(walk.last(Print), NotPrinted(NoPaper())), CardInserted(), CardRemoved())
    assert isinstance(walk.state, PrintTrouble)
    assert walk.do(Leave()).state == Goodbye(Parting.NOT_PRINTED, walk.now)


@pytest.mark.parametrize(("offset", "due"), [(-1, False), (0, True), (1, True)])
def test_the_longest_visit(walk: Walk, offset: float, *, due: bool) -> None:
    walk.alone_home()
    limit = walk.now + walk.rules.timings.visit
    while walk.now < limit - 30:
        walk.at(20).do(AnotherService())
    walk.at(limit + offset - walk.now).do(Tick())
    assert isinstance(walk.state, Goodbye if due else Home)


def test_who_is_idle_is_forgotten(walk: Walk) -> None:
    walk.alone_secret().at(walk.rules.timings.idle).do(Tick()).at(walk.rules.timings.warning).do(Tick())
    assert walk.state == Goodbye(Parting.IDLE, walk.now)


def test_without_link_or_with_a_card_in_there_is_no_such_visit(walk: Walk) -> None:
    walk.do(LinkChanged(up=False, cause=Cause.UNREACHABLE), ComeWithoutCard())
    assert isinstance(walk.state, Welcome)
    walk.do(LinkChanged(up=True, cause=None), CardInserted(), ComeWithoutCard())
    assert not isinstance(walk.state, Filling)


def test_a_reader_that_is_gone_does_not_shut_the_door(walk: Walk) -> None:
    walk.do(ReaderChanged(ReaderMissing("unplugged")), ComeWithoutCard())
    assert isinstance(walk.state, Filling)


def test_a_mute_card_left_in_the_reader_is_asked_for(walk: Walk) -> None:
    walk.alone_home().do(CardInserted(), CardRead(CardMute()))
    assert isinstance(walk.state, CardRefused)
    assert not isinstance(walk.do(CardRemoved()).state, RemoveCard)


def test_the_journal_says_that_a_visit_began_without_a_card(walk: Walk) -> None:
    walk.nir_form()
    assert [effect.event.id for effect in walk.effects if isinstance(effect, Note)][-1] == "visit.without_card"
