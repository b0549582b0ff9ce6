"""What waits to be sent, shown to whoever asks, card or not: never a trap, never in the way of the next card."""

from __future__ import annotations

import pytest
from session_cast import OPENED, WAITING
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved
from kiosk.devices.card.outcomes import CardMute
from kiosk.session.declaring import QueueShown
from kiosk.session.effects import AskVisit
from kiosk.session.events import Tick
from kiosk.session.intents import Back, ChooseLanguage, Leave, ShowQueue
from kiosk.session.states import CardRefused, Home, Reading, Welcome
from kiosk.session.visit import Open
from kiosk.sync.events import VisitAnswered
from kiosk.sync.filing import OutboxChanged, OutboxHealth, OutboxState


def at_welcome(walk: Walk) -> Walk:
    return walk.do(OutboxChanged(WAITING), ShowQueue())


def test_it_opens_from_the_welcome_screen_and_closes(walk: Walk) -> None:
    assert at_welcome(walk).state == QueueShown(None)
    assert walk.do(Back()).state == Welcome()


def test_it_opens_from_home_and_closes(walk: Walk) -> None:
    walk.queue_shown()
    assert isinstance(walk.state, QueueShown)
    assert isinstance(walk.do(Back()).state, Home)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (OutboxState(OutboxHealth.READY), False),
        (OutboxState(OutboxHealth.FULL), False),
        (OutboxState(OutboxHealth.READY, pending=1), True),
        (OutboxState(OutboxHealth.READY, parked=1), True),
        (OutboxState(OutboxHealth.FAILED, dead=1), True),
    ],
)
def test_it_opens_when_there_is_something_to_show(walk: Walk, state: OutboxState, *, shown: bool) -> None:
    assert isinstance(walk.do(OutboxChanged(state), ShowQueue()).state, QueueShown if shown else Welcome)


def test_it_stays_when_all_is_sent(walk: Walk) -> None:
    """A page that goes away under somebody's eyes would look like a fault."""
    assert at_welcome(walk).do(OutboxChanged(OutboxState(OutboxHealth.READY))).state == QueueShown(None)


def test_nobody_there_goes_back_to_the_welcome_screen(walk: Walk) -> None:
    at_welcome(walk).at(walk.rules.timings.idle - 1).do(Tick())
    assert isinstance(walk.state, QueueShown)
    assert walk.at(1).do(Tick()).state == Welcome()


def test_a_card_put_in_there_begins_a_visit_read_the_same_way(walk: Walk) -> None:
    at_welcome(walk).do(ChooseLanguage("en"), CardInserted())
    assert walk.state == Reading()
    walk.insert()
    assert isinstance(walk.state, Home)
    assert walk.situation.preferences.language == "en"


def test_a_card_that_is_none_is_refused_there_as_elsewhere(walk: Walk) -> None:
    assert isinstance(at_welcome(walk).do(CardRead(CardMute())).state, CardRefused)


@pytest.mark.parametrize("event", [CardRemoved(), Leave()])
def test_what_nobody_can_do_there_does_nothing(walk: Walk, event: CardRemoved | Leave) -> None:
    assert at_welcome(walk).do(event).state == QueueShown(None)


def test_the_caisses_answer_is_heard_behind_it(walk: Walk) -> None:
    walk.insert().do(OutboxChanged(WAITING), ShowQueue(), VisitAnswered(walk.last(AskVisit), OPENED), Back())
    assert isinstance(walk.state, Home)
    assert walk.state.visit.account == Open(OPENED)
