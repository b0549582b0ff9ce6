"""The door: number and code, a challenge where the caisse is out of reach, and nobody else's business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from maintenance_samples import CHALLENGE, CODE, ENTRY, NUMBER
from session_cast import MARIE, filled
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved
from kiosk.maintenance.answers import Answer, Denied, Failed, Failure, NoCaisse, NoChallenge, Wait
from kiosk.maintenance.orders import AnswerChallenge, AskChallenge, Enter
from kiosk.session.at_door import (
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
from kiosk.session.effects import AskVisit, Forget, Maintain
from kiosk.session.events import Tick
from kiosk.session.intents import Back, Intent, Knock, Leave, WithoutCaisse
from kiosk.session.maintaining import Maintaining
from kiosk.session.states import Home, Reading, State, Welcome
from teleservices.wire.maintenance import Way

OTHER_CHALLENGE = replace(CHALLENGE, digits="11112222")
ARRIVE: dict[type[Door], Callable[[Walk], Walk]] = {
    CredentialForm: Walk.at_door,
    Knocking: Walk.knocking,
    CaisseSilent: lambda walk: walk.knocking().told(NoCaisse()),
    DrawingChallenge: lambda walk: ARRIVE[CaisseSilent](walk).do(WithoutCaisse()),
    ChallengeForm: lambda walk: ARRIVE[DrawingChallenge](walk).told(CHALLENGE),
    SecretMissing: lambda walk: ARRIVE[DrawingChallenge](walk).told(NoChallenge()),
}
GIVEN = filled(number=NUMBER, code=CODE, answer="00000000")
STAYS = None
AFTER: dict[type[Door], dict[Intent, type[Door | Welcome] | None]] = {
    CredentialForm: {GIVEN: Knocking, WithoutCaisse(): DrawingChallenge, Back(): Welcome, Leave(): Welcome},
    Knocking: {GIVEN: STAYS, WithoutCaisse(): STAYS, Back(): STAYS, Leave(): Welcome},
    CaisseSilent: {GIVEN: STAYS, WithoutCaisse(): DrawingChallenge, Back(): CredentialForm, Leave(): Welcome},
    DrawingChallenge: {GIVEN: STAYS, WithoutCaisse(): STAYS, Back(): STAYS, Leave(): Welcome},
    ChallengeForm: {GIVEN: Knocking, WithoutCaisse(): STAYS, Back(): CredentialForm, Leave(): Welcome},
    SecretMissing: {GIVEN: STAYS, WithoutCaisse(): STAYS, Back(): CredentialForm, Leave(): Welcome},
}


def door(state: State) -> Door:
    assert isinstance(state, AtDoor)
    return state.door


@pytest.mark.parametrize(
    ("where", "intent", "follows"),
    [(where, intent, follows) for where, row in AFTER.items() for intent, follows in row.items()],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_every_touch_at_every_door(
    walk: Walk, where: type[Door], intent: Intent, follows: type[Door | Welcome] | None
) -> None:
    ARRIVE[where](walk)
    assert type(door(walk.state)) is where
    walk.do(intent)
    reached = walk.state if isinstance(walk.state, Welcome) else door(walk.state)
    assert type(reached) is (follows or where)


def test_every_door_is_in_the_table() -> None:
    assert set(AFTER) == set(ARRIVE) == set(Door.__args__)


def test_the_caisse_is_asked_with_what_was_typed(walk: Walk) -> None:
    walk.knocking()
    asked = walk.effects[-1]
    assert isinstance(asked, Maintain)
    assert asked.order == Enter(NUMBER, CODE)
    assert CODE not in repr(walk.situation)


MISFITS = [
    (filled(number="", code=CODE), DoorFault.NUMBER),
    (filled(number="40021", code=CODE), DoorFault.NUMBER),
    (filled(number="40021x", code=CODE), DoorFault.NUMBER),
    (filled(number=NUMBER, code=""), DoorFault.CODE),
    (filled(number=NUMBER, code="1234567"), DoorFault.CODE),
]


@pytest.mark.parametrize(("given", "fault"), MISFITS)
def test_what_cannot_be_right_is_not_asked(walk: Walk, given: Intent, fault: DoorFault) -> None:
    walk.at_door().do(given)
    shown = door(walk.state)
    assert isinstance(shown, CredentialForm)
    assert shown.refused == Refused(fault)
    assert not [effect for effect in walk.effects if isinstance(effect, Maintain)]


ONLINE: list[tuple[Answer, type[Door], list[tuple[str, str]]]] = [
    (Denied(2), CredentialForm, [("refused", "done")]),
    (Wait(300), CredentialForm, [("refused", "wait")]),
    (NoCaisse(), CaisseSilent, []),
    (Failed(Failure.DISK), CredentialForm, []),
]


@pytest.mark.parametrize(("answer", "follows", "trail"), ONLINE, ids=lambda value: type(value).__name__)
def test_what_the_caisse_says(walk: Walk, answer: Answer, follows: type[Door], trail: list[tuple[str, str]]) -> None:
    walk.knocking().told(answer)
    assert type(door(walk.state)) is follows
    assert walk.trail == trail


def test_a_wait_is_told_until_when_and_not_a_minute_too_soon(walk: Walk) -> None:
    walk.knocking().told(Wait(301))
    shown = door(walk.state)
    assert isinstance(shown, CredentialForm)
    assert shown.refused is not None
    assert shown.refused.until is not None
    assert f"{shown.refused.until:%H:%M}" == "14:06"


def test_granted_is_in_and_put_down(walk: Walk) -> None:
    walk.maintaining()
    assert isinstance(walk.state, Maintaining)
    assert walk.state.entry == ENTRY
    assert walk.trail == [("entered", "done")]


def test_an_answer_to_the_challenge_lets_in_without_the_caisse(walk: Walk) -> None:
    ARRIVE[ChallengeForm](walk).do(filled(number=NUMBER, answer="12345678"))
    asked = walk.effects[-1]
    assert isinstance(asked, Maintain)
    assert asked.order == AnswerChallenge(NUMBER, "12345678")
    walk.told(replace(ENTRY, way=Way.OFFLINE))
    assert isinstance(walk.state, Maintaining)
    assert walk.trail == [("entered", "done")]


def test_a_wrong_answer_keeps_the_challenge_and_is_put_down(walk: Walk) -> None:
    ARRIVE[ChallengeForm](walk).do(GIVEN).told(Denied(1))
    assert door(walk.state) == ChallengeForm(CHALLENGE, NUMBER, Refused(DoorFault.DENIED, 1))
    assert walk.trail == [("refused", "done")]


def test_a_void_challenge_is_replaced(walk: Walk) -> None:
    ARRIVE[ChallengeForm](walk).do(GIVEN).told(OTHER_CHALLENGE)
    assert door(walk.state) == ChallengeForm(OTHER_CHALLENGE, NUMBER, Refused(DoorFault.VOID))
    assert walk.trail == [("refused", "void")]


def test_who_must_wait_gets_no_challenge(walk: Walk) -> None:
    ARRIVE[DrawingChallenge](walk).told(Wait(60))
    shown = door(walk.state)
    assert isinstance(shown, CaisseSilent)
    assert shown.refused is not None
    assert shown.refused.fault is DoorFault.WAIT


def test_an_answer_that_nobody_waits_for_opens_nothing(walk: Walk) -> None:
    walk.knocking()
    call = walk.last(Maintain)
    walk.do(Leave())
    assert walk.last(Maintain) == call
    walk.told(ENTRY)
    assert walk.state == Welcome()
    assert walk.trail == []


def test_no_challenge_is_drawn_that_nobody_asked_for(walk: Walk) -> None:
    walk.at_door()
    assert not [effect for effect in walk.effects if isinstance(effect, Maintain)]
    walk.do(WithoutCaisse())
    assert [effect.order for effect in walk.effects if isinstance(effect, Maintain)] == [AskChallenge()]


@pytest.mark.parametrize("where", ARRIVE, ids=lambda where: where.__name__)
def test_a_citizen_goes_first(walk: Walk, where: type[Door]) -> None:
    ARRIVE[where](walk).do(CardInserted())
    assert walk.state == Reading()
    assert walk.effects[-1] == Forget()
    walk.do(CardRead(MARIE))
    assert isinstance(walk.state, Home)
    assert [effect for effect in walk.effects if isinstance(effect, AskVisit)]


@pytest.mark.parametrize("where", ARRIVE, ids=lambda where: where.__name__)
def test_a_door_left_open_closes(walk: Walk, where: type[Door]) -> None:
    ARRIVE[where](walk).at(walk.rules.timings.maintenance).do(Tick())
    assert walk.situation.attention.warned_at is not None
    walk.at(walk.rules.timings.warning).do(Tick())
    assert walk.state == Welcome()
    assert walk.effects[-1] == Forget()
    assert walk.trail == []


BESIDE = [
    Walk.home,
    Walk.secret_form,
    Walk.collected,
    Walk.printing,
    Walk.take,
    Walk.remove_card,
    Walk.goodbye,
    Walk.refused,
    Walk.reviewing,
    Walk.maintaining,
]


@pytest.mark.parametrize("arrive", BESIDE, ids=lambda arrive: arrive.__name__)
def test_the_gesture_does_nothing_elsewhere(walk: Walk, arrive: Callable[[Walk], Walk]) -> None:
    before = arrive(walk).state
    walk.do(Knock())
    assert walk.state == before


def test_nor_while_a_card_is_in(walk: Walk) -> None:
    walk.home().do(Leave(), CardRemoved())
    walk.situation = replace(walk.situation, state=Welcome(), card_in=True)
    walk.do(Knock())
    assert walk.state == Welcome()
