"""What time alone does: the idle warning, the longest visit, the screens that pass."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices.printer.status import NotPrinted
from kiosk.session.arrive import Step, at_welcome
from kiosk.session.at_door import AtDoor
from kiosk.session.declaring import Consulting, Keeping, QueueShown
from kiosk.session.forms import CodeForm
from kiosk.session.keep import on_silence
from kiosk.session.maintaining import Maintaining
from kiosk.session.maintaining_touch import on_stillness
from kiosk.session.maintaining_trail import leave
from kiosk.session.prints import print_documents
from kiosk.session.rules import Rules, Timings
from kiosk.session.situation import Attention, Preferences, Situation
from kiosk.session.states import (
    Asking,
    CardRefused,
    Fetching,
    Filling,
    Goodbye,
    OutOfService,
    Parting,
    Printing,
    PrintTrouble,
    Reading,
    RemoveCard,
    TakeDocument,
    Welcome,
    visit_of,
)
from kiosk.session.visit import CodeOnItsWay, Visit
from kiosk.session.wipe import close_account, wipe
from teleservices.wire.maintenance import Deed


def on_tick(situation: Situation, now: float, rules: Rules) -> Step:
    """The situation at ``now``: every deadline that has come is acted on, one per tick."""
    timings = rules.timings
    match situation.state:
        case Goodbye(since=since):
            return at_welcome(situation, now) if now - since >= timings.goodbye else (situation, ())
        case TakeDocument(visit=None, since=since):
            return at_welcome(situation, now) if now - since >= timings.take_document else (situation, ())
        case OutOfService(since):
            return at_welcome(situation, now) if now - since >= timings.out_of_service else (situation, ())
        case CardRefused() if not situation.card_in:
            passed = now - situation.attention.since >= timings.goodbye
            return at_welcome(situation, now) if passed else (situation, ())
        case Welcome() | QueueShown(visit=None):
            return _welcome(situation, now, timings)
        case Keeping() as state:
            return on_silence(situation, state, now, rules)
        case AtDoor() | Maintaining() as state:
            return _maintenance(situation, state, now, rules)
        case Reading() | CardRefused() | RemoveCard() | Printing():
            return situation, ()
        case _:
            return _visit(situation, now, timings)


def counting(situation: Situation, now: float) -> bool:
    """Whether the screen shows seconds that pass: it must be drawn again although nothing happens."""
    if situation.attention.warned_at is not None:
        return True
    match situation.state:
        case Filling(Visit(code=CodeOnItsWay(again_at=again_at)), CodeForm()):
            # One second more: the last number gives way to the button.
            return now < again_at + 1
        case _:
            return False


def idle_limit(situation: Situation, timings: Timings) -> float:
    """Seconds without a touch before the warning, for the person who is here."""
    return timings.accessible_idle if situation.preferences.accessible else timings.idle


def _welcome(situation: Situation, now: float, timings: Timings) -> Step:
    """Somebody changed the language or the size, or looked at what waits, and went away without a card."""
    touched = situation.preferences != Preferences() or isinstance(situation.state, QueueShown)
    if touched and now - situation.attention.since >= idle_limit(situation, timings):
        return at_welcome(situation, now)
    return situation, ()


def _maintenance(situation: Situation, state: AtDoor | Maintaining, now: float, rules: Rules) -> Step:
    attention, timings = situation.attention, rules.timings
    if attention.warned_at is not None:
        if now - attention.warned_at >= timings.warning:
            return leave(situation, state, Deed.TIMED_OUT, now)
        return situation, ()
    if now - attention.since >= timings.maintenance:
        return replace(situation, attention=Attention(attention.since, now)), ()
    return on_stillness(situation, state, now, rules) if isinstance(state, Maintaining) else (situation, ())


def _visit(situation: Situation, now: float, timings: Timings) -> Step:
    visit = visit_of(situation.state)
    if visit is None:
        raise ValueError(f"no visit in {type(situation.state).__name__}")
    if now - visit.opened_at >= timings.visit:
        if visit.documents and not isinstance(situation.state, PrintTrouble):
            leaving, effects = close_account(visit)
            printing, more = print_documents(situation, leaving, 0)
            return printing, (*effects, *more)
        return wipe(situation, _parting(situation, Parting.TIME_LIMIT), now)
    if isinstance(situation.state, Fetching | Asking | Consulting):
        return situation, ()
    attention = situation.attention
    if attention.warned_at is None:
        if now - attention.since >= idle_limit(situation, timings):
            return replace(situation, attention=Attention(attention.since, now)), ()
        return situation, ()
    if now - attention.warned_at >= timings.warning:
        return wipe(situation, _parting(situation, Parting.IDLE), now)
    return situation, ()


def _parting(situation: Situation, otherwise: Parting) -> Parting:
    match situation.state:
        case PrintTrouble(end=NotPrinted()):
            return Parting.NOT_PRINTED
        case _:
            return otherwise
