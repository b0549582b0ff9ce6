"""ESC-25: who may forget a document is told of it for as long as the rules say; then nothing of theirs is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from held import texts_in
from session_cast import CANARY, PAUL
from session_walk import Walk

from kiosk.devices.card.events import CardRemoved
from kiosk.session import journal
from kiosk.session.effects import Note
from kiosk.session.events import Tick
from kiosk.session.intents import Leave
from kiosk.session.situation import Preferences
from kiosk.session.states import Parting, RemoveCard, TakeDocument, Welcome


def ticking(walk: Walk, seconds: float) -> Walk:
    """A tick a second."""
    for _ in range(int(seconds)):
        walk.at(1).do(Tick())
    return walk


def test_prenez_votre_document_stays_until_its_time_is_over(walk: Walk) -> None:
    """Whoever has gone cannot shorten it by the touches of somebody else; the welcome screen follows by itself."""
    walk.take()
    ticking(walk.do(Leave()), walk.rules.timings.take_document - 1)
    assert isinstance(walk.state, TakeDocument)
    ticking(walk, 1)
    assert isinstance(walk.state, Welcome)
    assert walk.situation.preferences == Preferences()


def test_with_the_card_still_in_it_is_told_again_once_the_card_is_out(walk: Walk) -> None:
    walk.take_with_card()
    assert isinstance(walk.state, TakeDocument)
    walk.at(5).do(CardRemoved())
    assert walk.state == TakeDocument(None, 1, walk.now)
    ticking(walk, walk.rules.timings.take_document)
    assert isinstance(walk.state, Welcome)


def test_who_left_card_and_document_is_warned_and_then_asked_for_the_card(walk: Walk) -> None:
    timings = walk.rules.timings
    ticking(walk.take_with_card(), timings.idle)
    assert walk.situation.attention.warned_at == walk.now
    ticking(walk, timings.warning)
    assert walk.state == RemoveCard(Parting.IDLE)
    assert not [text for text in texts_in(walk.situation) if CANARY in text.upper()]


def test_the_next_person_need_not_wait_and_finds_nothing_of_the_last(walk: Walk) -> None:
    walk.take()
    assert not [text for text in texts_in(walk.situation) if CANARY in text.upper()]
    walk.insert(PAUL)
    assert not isinstance(walk.state, TakeDocument)


@pytest.mark.parametrize("arrive", [Walk.take, Walk.take_with_card])
def test_the_journal_says_that_it_came_out(walk: Walk, arrive: Callable[[Walk], Walk]) -> None:
    arrive(walk)
    ended = [effect for effect in walk.effects if isinstance(effect, Note) and effect.event is journal.PRINT_ENDED]
    assert [note.fields["end"] for note in ended] == ["printed"]
    assert isinstance(walk.state, TakeDocument)
