"""What the card thread tells, carried out by the decision table."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.card.events import CardEvent, CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.card.outcomes import CardReading, PulledWhileReading, ReaderMissing, VitaleCard
from kiosk.session.arrive import Step, at_welcome, reading_starts, refuse, refused, with_card
from kiosk.session.at_door import AtDoor
from kiosk.session.declaring import Keeping, QueueShown
from kiosk.session.effects import Effect, Forget
from kiosk.session.maintaining import Maintaining
from kiosk.session.maintaining_cards import on_test_card, on_test_card_in
from kiosk.session.presence import Decision, Presence, decide
from kiosk.session.prints import print_documents
from kiosk.session.situation import Preferences, Situation
from kiosk.session.states import (
    CardRefused,
    Goodbye,
    Parting,
    Printing,
    PrintTrouble,
    Reading,
    Refusal,
    RemoveCard,
    TakeDocument,
    Welcome,
    visit_of,
)
from kiosk.session.wipe import close_account, wipe


def on_card(situation: Situation, event: CardEvent, now: float) -> Step:
    """The situation after a card event, and what is to be done."""
    match event:
        case ReaderChanged(status):
            return replace(situation, devices=replace(situation.devices, reader=status)), ()
        case CardInserted():
            return _inserted(replace(situation, card_in=True, reading=None), now)
        case CardRead(PulledWhileReading()):
            # CardRemoved follows and decides.
            return situation, ()
        case CardRead(reading):
            known = replace(situation, card_in=True, reading=reading)
            return _apply(known, decide(known.state, _presence(known, reading)), now)
        case CardRemoved():
            out = replace(situation, card_in=False, reading=None)
            visit = visit_of(out.state)
            if isinstance(out.state, QueueShown) and visit is None:
                return out, ()
            if visit is not None and visit.card is None:
                # Put in and pulled again before it was read: it was nobody's yet, the visit goes on without it.
                return out, ()
            return _apply(out, decide(out.state, Presence.REMOVED), now)
        case _:
            assert_never(event)


def _inserted(situation: Situation, now: float) -> Step:
    match situation.state:
        case Welcome() | CardRefused() | Reading() | QueueShown(visit=None):
            return reading_starts(situation, now)
        case Goodbye() | TakeDocument(visit=None):
            return reading_starts(replace(situation, preferences=Preferences()), now)
        case AtDoor():
            # A citizen goes first: whatever was asked at the door is dropped.
            begun, effects = reading_starts(replace(situation, preferences=Preferences()), now)
            return begun, (Forget(), *effects)
        case Maintaining() as state:
            return on_test_card_in(situation, state, now), ()
        case _:
            return situation, ()


def _presence(situation: Situation, reading: CardReading) -> Presence:
    if not isinstance(reading, VitaleCard):
        return Presence.MUTE
    visit = visit_of(situation.state)
    return Presence.SAME if visit is not None and visit.same_card(reading) else Presence.SWAPPED


def _apply(situation: Situation, decision: Decision, now: float) -> Step:
    match decision:
        case Decision.NOTHING:
            return _used_up(situation), ()
        case Decision.LATER:
            return situation, ()
        case Decision.WELCOME:
            return at_welcome(situation, now)
        case Decision.PULLED:
            gone = isinstance(situation.devices.reader, ReaderMissing)
            return at_welcome(situation, now) if gone else refuse(situation, Refusal.PULLED, now)
        case Decision.OPEN | Decision.REFUSE:
            return _next_card(situation, now)
        case Decision.LEAVE:
            return _leave(situation, _parting(situation, Parting.CARD_OUT), now)
        case Decision.LEAVE_UNPRINTED:
            return _leave(situation, _parting(situation, Parting.NOT_PRINTED), now)
        case Decision.FINISH:
            return _finish(situation, now)
        case Decision.GOODBYE:
            return _goodbye(situation, now)
        case Decision.TRY:
            return on_test_card(situation, now)
        case _:
            assert_never(decision)


def _used_up(situation: Situation) -> Situation:
    """A reading that nothing waits for is not kept: it is personal data."""
    return replace(situation, reading=None)


def _parting(situation: Situation, otherwise: Parting) -> Parting:
    """A reader that went away took the card with it: say so rather than thank for a removal."""
    return Parting.READER_GONE if isinstance(situation.devices.reader, ReaderMissing) else otherwise


def _next_card(situation: Situation, now: float) -> Step:
    """Begin with the card just read; a visit still there is wiped first, and its way of reading the screen with it."""
    reading = situation.reading
    if reading is None:
        raise ValueError("no card was read")
    ready = situation
    effects: tuple[Effect, ...] = ()
    if not isinstance(situation.state, Welcome | Reading | CardRefused):
        wiped, effects = wipe(situation, Parting.LEFT, now)
        ready = replace(wiped, preferences=Preferences())
    begun, more = with_card(ready, reading, now) if isinstance(reading, VitaleCard) else refused(ready, reading, now)
    return replace(begun, reading=None), (*effects, *more)


def _leave(situation: Situation, parting: Parting, now: float) -> Step:
    visit = visit_of(situation.state)
    if visit is None or not visit.documents:
        return wipe(situation, parting, now)
    leaving, effects = close_account(visit)
    printing, more = print_documents(situation, leaving, 0)
    return printing, (*effects, *more)


def _finish(situation: Situation, now: float) -> Step:
    state = situation.state
    match state:
        case Printing() | PrintTrouble() | Keeping():
            leaving, effects = close_account(state.visit)
            return replace(situation, state=replace(state, visit=leaving)), effects
        case TakeDocument(visit=None):
            return situation, ()
        case TakeDocument():
            wiped, effects = wipe(situation, Parting.CARD_OUT, now)
            return replace(wiped, state=TakeDocument(None, state.count, now)), effects
        case _:
            raise ValueError(f"nothing to finish in {type(state).__name__}")


def _goodbye(situation: Situation, now: float) -> Step:
    state = situation.state
    parting = state.parting if isinstance(state, RemoveCard) else Parting.LEFT
    return replace(situation, state=Goodbye(parting, now)), ()
