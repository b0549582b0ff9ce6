"""Every cell of the card-presence table, carried out by the session itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from session_cast import MARIE, OPENED, PAUL
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardMute, PulledWhileReading, ReaderMissing
from kiosk.devices.printer.events import PrintEnded
from kiosk.devices.printer.status import Printed
from kiosk.session.at_door import AtDoor
from kiosk.session.declaring import (
    Consulted,
    ConsultFailed,
    Consulting,
    Declaring,
    Keeping,
    NotKept,
    Proving,
    QueueShown,
    Reviewing,
)
from kiosk.session.effects import EndVisit, Forget, Print
from kiosk.session.events import Broken, Tick
from kiosk.session.maintaining import Maintaining
from kiosk.session.presence import TABLE, Presence
from kiosk.session.states import (
    Asking,
    CardRefused,
    ChoosingBeneficiary,
    ChoosingMentions,
    Collected,
    FetchFailed,
    Fetching,
    Filling,
    Goodbye,
    Home,
    OutOfService,
    OwingCard,
    Parting,
    Printing,
    PrintTrouble,
    Reading,
    Refusal,
    RemoveCard,
    State,
    Summary,
    TakeDocument,
    Told,
    Welcome,
    visit_of,
)

CASES: dict[type[State], Callable[[Walk], Walk]] = {
    Welcome: lambda walk: walk,
    Reading: lambda walk: walk.do(CardInserted()),
    CardRefused: Walk.refused,
    Home: Walk.home,
    Filling: Walk.secret_form,
    Asking: Walk.signing_in,
    Told: Walk.told_password,
    Summary: Walk.summary,
    ChoosingBeneficiary: Walk.beneficiaries,
    ChoosingMentions: Walk.mentions,
    Fetching: Walk.fetching,
    FetchFailed: Walk.fetch_failed,
    Declaring: Walk.street_page,
    Reviewing: Walk.reviewing,
    Proving: Walk.proving,
    Keeping: Walk.keeping,
    NotKept: Walk.not_kept,
    Consulting: Walk.consulting,
    ConsultFailed: Walk.consult_failed,
    Consulted: Walk.consulted,
    QueueShown: Walk.queue_shown,
    Collected: Walk.collected,
    Printing: Walk.printing_now,
    PrintTrouble: Walk.trouble_with_card,
    TakeDocument: Walk.take_with_card,
    OwingCard: Walk.owing,
    RemoveCard: Walk.remove_card,
    Goodbye: Walk.goodbye,
    OutOfService: lambda walk: walk.home().do(Broken()),
    AtDoor: Walk.at_door,
    Maintaining: Walk.maintaining,
}
HAPPENS = {
    Presence.REMOVED: CardRemoved(),
    Presence.SAME: CardRead(MARIE),
    Presence.SWAPPED: CardRead(PAUL),
    Presence.MUTE: CardRead(CardMute()),
}
# Where each cell leads: the class of the state that follows.
STAY = None
AFTER: dict[type[State], tuple[type[State] | None, type[State] | None, type[State] | None, type[State] | None]] = {
    Welcome: (STAY, Home, Home, CardRefused),
    Reading: (CardRefused, Home, Home, CardRefused),
    CardRefused: (Welcome, Home, Home, CardRefused),
    Home: (Goodbye, STAY, Home, CardRefused),
    Filling: (Goodbye, STAY, Home, CardRefused),
    Asking: (Goodbye, STAY, Home, CardRefused),
    Told: (Goodbye, STAY, Home, CardRefused),
    Summary: (Goodbye, STAY, Home, CardRefused),
    ChoosingBeneficiary: (Goodbye, STAY, Home, CardRefused),
    ChoosingMentions: (Goodbye, STAY, Home, CardRefused),
    Fetching: (Goodbye, STAY, Home, CardRefused),
    FetchFailed: (Goodbye, STAY, Home, CardRefused),
    Declaring: (Goodbye, STAY, Home, CardRefused),
    Reviewing: (Goodbye, STAY, Home, CardRefused),
    Proving: (Goodbye, STAY, Home, CardRefused),
    Keeping: (STAY, STAY, STAY, STAY),
    NotKept: (Goodbye, STAY, Home, CardRefused),
    Consulting: (Goodbye, STAY, Home, CardRefused),
    ConsultFailed: (Goodbye, STAY, Home, CardRefused),
    Consulted: (Goodbye, STAY, Home, CardRefused),
    QueueShown: (Goodbye, STAY, Home, CardRefused),
    Collected: (Printing, STAY, Home, CardRefused),
    Printing: (STAY, STAY, STAY, STAY),
    PrintTrouble: (STAY, STAY, Home, STAY),
    TakeDocument: (STAY, STAY, Home, CardRefused),
    OwingCard: (Printing, STAY, Home, CardRefused),
    RemoveCard: (Goodbye, STAY, STAY, STAY),
    Goodbye: (STAY, Home, Home, CardRefused),
    OutOfService: (STAY, STAY, STAY, STAY),
    AtDoor: (STAY, Home, Home, CardRefused),
    Maintaining: (STAY, STAY, STAY, STAY),
}
CELLS = [
    (state, presence, after) for state, row in AFTER.items() for presence, after in zip(Presence, row, strict=True)
]


def test_the_table_has_every_cell() -> None:
    assert set(TABLE) == {(state, presence) for state in get_args(State) for presence in Presence}


@pytest.mark.parametrize(
    ("state", "presence", "after"), CELLS, ids=lambda value: getattr(value, "__name__", getattr(value, "name", "stay"))
)
def test_each_cell_leads_where_it_says(
    walk: Walk, state: type[State], presence: Presence, after: type[State] | None
) -> None:
    CASES[state](walk)
    before = walk.state
    assert type(before) is state
    holder = visit_of(before)
    walk.do(HAPPENS[presence])
    assert type(walk.state) is (after or state)
    now = visit_of(walk.state)
    if presence is Presence.SWAPPED and after is Home:
        assert now is not None
        assert now.card == PAUL
    if holder is not None and (now is None or now.number != holder.number):
        assert any(isinstance(effect, Forget) for effect in walk.effects), "another's data may not stay in the parts"


def test_a_removed_card_ends_the_token_at_once(walk: Walk) -> None:
    walk.home().do(CardRemoved())
    assert [effect.token for effect in walk.effects if isinstance(effect, EndVisit)] == [OPENED.token]


def test_what_is_collected_prints_when_the_card_is_out(walk: Walk) -> None:
    walk.collected()
    assert not [effect for effect in walk.effects if isinstance(effect, Print)]
    walk.do(CardRemoved())
    assert len([effect for effect in walk.effects if isinstance(effect, Print)]) == 1


def test_a_document_still_awaited_is_told_lost(walk: Walk) -> None:
    walk.fetching().do(CardRemoved())
    assert walk.state == Goodbye(Parting.NOT_PRINTED, walk.now)


def test_a_card_that_waited_while_paper_came_out_gets_its_turn(walk: Walk) -> None:
    walk.printing().do(CardInserted(), CardRead(PAUL), PrintEnded(walk.last(Print), Printed()))
    assert isinstance(walk.state, TakeDocument)
    walk.at(walk.rules.timings.take_document).do(Tick())
    visit = visit_of(walk.state)
    assert visit is not None
    assert visit.card == PAUL


def test_a_card_pulled_while_read_is_told_once(walk: Walk) -> None:
    walk.do(CardInserted(), CardRead(PulledWhileReading()), CardRemoved())
    assert walk.state == CardRefused(Refusal.PULLED)


def test_a_reader_that_went_away_is_said(walk: Walk) -> None:
    walk.home().do(ReaderChanged(ReaderMissing("80100017")), CardRemoved())
    assert walk.state == Goodbye(Parting.READER_GONE, walk.now)


def test_a_reader_that_went_away_in_mid_reading_is_not_the_persons_doing(walk: Walk) -> None:
    walk.do(CardInserted(), ReaderChanged(ReaderMissing("80100017")), CardRemoved())
    assert walk.state == Welcome()
