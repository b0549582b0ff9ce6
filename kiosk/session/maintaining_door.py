"""The door of the maintenance menu: the caisse's word, or the answer to a challenge where it is out of reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from kiosk.maintenance.answers import (
    Answer,
    Challenge,
    Denied,
    Done,
    EnrolledAs,
    Failed,
    Granted,
    JournalShown,
    NoCaisse,
    NoChallenge,
    Surveyed,
    Wait,
)
from kiosk.maintenance.orders import AnswerChallenge, AskChallenge, Enter
from kiosk.session.arrive import Step
from kiosk.session.at_door import (
    ANSWER,
    CODE,
    NUMBER,
    AtDoor,
    CaisseSilent,
    ChallengeForm,
    CredentialForm,
    Door,
    DoorFault,
    DrawingChallenge,
    Knocking,
    Refused,
    SecretMissing,
)
from kiosk.session.effects import Maintain
from kiosk.session.intents import Back, Intent, Submit, WithoutCaisse
from kiosk.session.maintaining import Menu
from kiosk.session.maintaining_trail import DONE, inside, leave, named, noted, record
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from teleservices.wire.maintenance import CODE_DIGITS, NUMBER_DIGITS, Deed, Way


def knock(situation: Situation) -> Step:
    """The gesture was made on the welcome screen, no card in."""
    return _at(situation, CredentialForm()), ()


def on_door(situation: Situation, state: AtDoor, intent: Intent, now: float) -> Step:
    """The situation after a touch at the door."""
    door = state.door
    match door, intent:
        case CredentialForm(), Submit():
            return _enter(situation, intent)
        case ((CredentialForm() | CaisseSilent()), WithoutCaisse()):
            return _draw(situation, door.number)
        case ChallengeForm(), Submit():
            return _answer(situation, door, intent)
        case CredentialForm(), Back():
            return leave(situation, state, Deed.LEFT, now)
        case ((CaisseSilent() | ChallengeForm()), Back()):
            return _at(situation, CredentialForm(door.number)), ()
        case SecretMissing(), Back():
            return _at(situation, CredentialForm()), ()
        case _:
            return situation, ()


def on_answer_at_door(situation: Situation, state: AtDoor, call: str, answer: Answer, rules: Rules) -> Step:
    """The situation after the maintenance thread's word; one that nobody waits for any more does nothing."""
    match state.door:
        case Knocking(waited, number, challenge) if waited == call:
            return _knocked(situation, number, challenge, answer, rules)
        case DrawingChallenge(waited, number) if waited == call:
            return _drawn(situation, number, answer, rules)
        case _:
            return situation, ()


def _at(situation: Situation, door: Door) -> Situation:
    return replace(situation, state=AtDoor(door))


def _enter(situation: Situation, given: Submit) -> Step:
    number, code = given.value(NUMBER), given.value(CODE)
    fault = _misfit(number, NUMBER_DIGITS, DoorFault.NUMBER) or _misfit(code, CODE_DIGITS, DoorFault.CODE)
    if fault is not None:
        return _at(situation, CredentialForm(number, Refused(fault))), ()
    call, asked = named(situation)
    return _at(asked, Knocking(call, number)), (Maintain(call, Enter(number, code)),)


def _answer(situation: Situation, door: ChallengeForm, given: Submit) -> Step:
    number, answer = given.value(NUMBER), given.value(ANSWER)
    fault = _misfit(number, NUMBER_DIGITS, DoorFault.NUMBER) or _misfit(answer, CODE_DIGITS, DoorFault.ANSWER)
    if fault is not None:
        return _at(situation, ChallengeForm(door.challenge, number, Refused(fault))), ()
    call, asked = named(situation)
    return _at(asked, Knocking(call, number, door.challenge)), (Maintain(call, AnswerChallenge(number, answer)),)


def _misfit(typed: str, digits: int, fault: DoorFault) -> DoorFault | None:
    return None if len(typed) == digits and typed.isascii() and typed.isdecimal() else fault


def _draw(situation: Situation, number: str) -> Step:
    call, asked = named(situation)
    return _at(asked, DrawingChallenge(call, number)), (Maintain(call, AskChallenge()),)


def _knocked(situation: Situation, number: str, challenge: Challenge | None, answer: Answer, rules: Rules) -> Step:
    way = Way.ONLINE if challenge is None else Way.OFFLINE

    def back(refused: Refused) -> Situation:
        if challenge is None:
            return _at(situation, CredentialForm(number, refused))
        return _at(situation, ChallengeForm(challenge, number, refused))

    match answer:
        case Granted():
            return inside(situation, answer, Menu()), (noted(answer, Deed.ENTERED),)
        case Denied(tries_left):
            said = back(Refused(DoorFault.DENIED, tries_left))
            return said, (record(Deed.REFUSED, way, number, DONE),)
        case Wait(seconds):
            said = back(Refused(DoorFault.WAIT, until=_until(rules.local_time(), seconds)))
            return said, (record(Deed.REFUSED, way, number, "wait"),)
        case NoCaisse():
            return _at(situation, CaisseSilent(number)), ()
        case Challenge():
            # The one before was good for so many answers and minutes.
            said = _at(situation, ChallengeForm(answer, number, Refused(DoorFault.VOID)))
            return said, (record(Deed.REFUSED, way, number, "void"),)
        case NoChallenge():
            return _at(situation, SecretMissing()), ()
        case Surveyed() | JournalShown() | Done() | EnrolledAs() | Failed():
            return back(Refused(DoorFault.UNAVAILABLE)), ()
        case _:
            assert_never(answer)


def _drawn(situation: Situation, number: str, answer: Answer, rules: Rules) -> Step:
    match answer:
        case Challenge():
            return _at(situation, ChallengeForm(answer, number)), ()
        case NoChallenge():
            return _at(situation, SecretMissing()), ()
        case Wait(seconds):
            refused = Refused(DoorFault.WAIT, until=_until(rules.local_time(), seconds))
            return _at(situation, CaisseSilent(number, refused)), ()
        case _:
            return _at(situation, CaisseSilent(number, Refused(DoorFault.UNAVAILABLE))), ()


def _until(now: datetime, seconds: int) -> datetime:
    """Rounded up to the minute that is shown: nobody comes back too soon."""
    end = now + timedelta(seconds=seconds)
    whole = end.replace(second=0, microsecond=0)
    return whole if whole == end else whole + timedelta(minutes=1)
