"""Inside: every page and every touch, what the maintenance thread answers, and the trail of it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest
from maintenance_samples import CODE, ENTRY, LINES, NUMBER, SURVEY
from session_cast import WAITING, filled
from session_walk import Walk

from kiosk.devices.card.events import CardInserted, CardRead
from kiosk.devices.card.outcomes import CardMute
from kiosk.devices.modem.events import SmsEnded
from kiosk.devices.modem.status import Sent
from kiosk.devices.printer.events import PrintEnded
from kiosk.devices.printer.status import Printed
from kiosk.maintenance import answers, orders
from kiosk.maintenance.answers import Answer, Failure
from kiosk.session import maintaining as pages
from kiosk.session.effects import Maintain, Print, SendSms
from kiosk.session.intents import (
    AskRestart,
    Back,
    Confirm,
    Intent,
    JudgeScreen,
    PickModel,
    Retry,
    Stay,
    TouchCell,
    TurnPlate,
    UseTool,
)
from kiosk.session.maintaining import Inside, Maintaining, Task, Tool
from kiosk.sync.filing import OutboxChanged

JUDGED = JudgeScreen(good=True)
TYPED = filled(number=NUMBER, code=CODE, mobile="0639980001", token="jeton")


def job_of(walk: Walk) -> str:
    return [effect.message.id for effect in walk.effects if isinstance(effect, SendSms)][-1]


def plates(walk: Walk) -> Walk:
    return walk.using(Tool.SCREEN).do(*[TurnPlate()] * len(pages.Plate))


def cells(walk: Walk) -> Walk:
    return walk.using(Tool.TOUCH).do(*(TouchCell(cell) for cell in range(walk.rules.workshop.cells)))


def failed(walk: Walk) -> Walk:
    return walk.using(Tool.ENROLMENT).do(TYPED).told(answers.Failed(Failure.ENROLMENT))


def in_production(walk: Walk) -> Walk:
    walk.rules = replace(walk.rules, workshop=replace(walk.rules.workshop, production=True))
    return walk.using(Tool.SMS)


ARRIVE: dict[type[Inside], Callable[[Walk], Walk]] = {
    pages.Menu: Walk.maintaining,
    pages.Working: lambda walk: walk.using(Tool.STATUS),
    pages.Failed: failed,
    pages.Told: lambda walk: walk.using(Tool.QUEUE).do(Confirm()).told(answers.Done()),
    pages.StatusShown: Walk.status_shown,
    pages.NetworkShown: lambda walk: walk.using(Tool.NETWORK).told(answers.Surveyed(SURVEY)),
    pages.JournalRead: lambda walk: walk.using(Tool.JOURNAL).told(answers.JournalShown(LINES)),
    pages.QueueRead: lambda walk: walk.using(Tool.QUEUE),
    pages.Printing: lambda walk: walk.using(Tool.TICKET),
    pages.Printed: lambda walk: ARRIVE[pages.Printing](walk).do(PrintEnded(walk.last(Print), Printed())),
    pages.CardAwaited: lambda walk: walk.using(Tool.CARD),
    pages.CardUnderway: lambda walk: walk.using(Tool.CARD).do(CardInserted()),
    pages.CardTried: lambda walk: walk.using(Tool.CARD).do(CardInserted(), CardRead(CardMute())),
    pages.SmsForm: lambda walk: walk.using(Tool.SMS),
    pages.SmsRefused: in_production,
    pages.SmsTried: lambda walk: walk.using(Tool.SMS).do(TYPED),
    pages.TouchTrial: lambda walk: walk.using(Tool.TOUCH),
    pages.TouchTold: cells,
    pages.ScreenTrial: lambda walk: walk.using(Tool.SCREEN),
    pages.ScreenAsked: plates,
    pages.ModelForm: lambda walk: walk.using(Tool.MODEL),
    pages.TokenForm: lambda walk: walk.using(Tool.ENROLMENT),
    pages.SoftwareShown: lambda walk: walk.using(Tool.SOFTWARE),
    pages.RestartForm: lambda walk: walk.using(Tool.RESTART),
    pages.RestartAsked: lambda walk: walk.using(Tool.RESTART).do(AskRestart(machine=True)),
}
MENU, ASKED, CARD, WORKING = pages.Menu, pages.RestartAsked, pages.CardAwaited, pages.Working
# Where each page goes by what it alone offers; None: it stays.
OWN: dict[tuple[type[Inside], Intent], type[Inside] | None] = {
    (pages.StatusShown, Retry()): WORKING,
    (pages.QueueRead, Confirm()): WORKING,
    (pages.SmsForm, TYPED): pages.SmsTried,
    (pages.TokenForm, TYPED): WORKING,
    (pages.RestartAsked, Confirm()): WORKING,
    (pages.RestartAsked, Back()): pages.RestartForm,
    (pages.ScreenAsked, JUDGED): MENU,
    (pages.ModelForm, PickModel("borne-15p")): None,
}
COMMON: dict[Intent, type[Inside] | None] = {
    Back(): MENU,
    UseTool(Tool.CARD): CARD,
    AskRestart(machine=False): ASKED,
    Stay(): None,
    Retry(): None,
    Confirm(): None,
    TYPED: None,
    JUDGED: None,
    PickModel("borne-15p"): None,
    TouchCell(0): None,
    TurnPlate(): None,
}
BUSY = (pages.Working,)
WHOLE = (pages.TouchTrial, pages.ScreenTrial)


def expected(where: type[Inside], intent: Intent) -> type[Inside] | None:
    if where in BUSY or where in WHOLE:
        return None
    return OWN[where, intent] if (where, intent) in OWN else COMMON[intent]


def page(walk: Walk) -> Inside:
    assert isinstance(walk.state, Maintaining)
    assert walk.state.entry == ENTRY
    return walk.state.inside


@pytest.mark.parametrize("intent", COMMON, ids=lambda intent: type(intent).__name__)
@pytest.mark.parametrize("where", ARRIVE, ids=lambda where: where.__name__)
def test_every_touch_on_every_page(walk: Walk, where: type[Inside], intent: Intent) -> None:
    ARRIVE[where](walk)
    assert type(page(walk)) is where
    walk.do(intent)
    assert type(page(walk)) is (expected(where, intent) or where)


def test_every_page_is_in_the_table() -> None:
    assert set(ARRIVE) == set(get_args(Inside))


@pytest.mark.parametrize("tool", Tool)
def test_every_tool_opens_a_page(walk: Walk, tool: Tool) -> None:
    assert type(page(walk.using(tool))) is not pages.Menu


ORDERS: list[tuple[Callable[[Walk], Walk], orders.Order]] = [
    (lambda walk: walk.using(Tool.STATUS), orders.TakeSurvey()),
    (lambda walk: walk.using(Tool.REPORT), orders.TakeSurvey()),
    (lambda walk: walk.using(Tool.NETWORK), orders.TakeSurvey()),
    (lambda walk: walk.using(Tool.JOURNAL), orders.ReadJournal()),
    (lambda walk: walk.using(Tool.QUEUE).do(Confirm()), orders.SendQueue()),
    (lambda walk: walk.using(Tool.MODEL).do(PickModel("borne-21l"), Confirm()), orders.ChooseModel("borne-21l")),
    (lambda walk: walk.using(Tool.ENROLMENT).do(TYPED), orders.Enrol("jeton")),
    (lambda walk: walk.using(Tool.RESTART).do(AskRestart(machine=False), Confirm()), orders.RestartApplication()),
    (lambda walk: walk.using(Tool.RESTART).do(AskRestart(machine=True), Confirm()), orders.RestartMachine()),
]


@pytest.mark.parametrize(("ask", "order"), ORDERS, ids=lambda value: type(value).__name__)
def test_each_order_is_given_once(walk: Walk, ask: Callable[[Walk], Walk], order: orders.Order) -> None:
    ask(walk)
    asked = [effect.order for effect in walk.effects if isinstance(effect, Maintain)]
    assert [one for one in asked if not isinstance(one, orders.Note | orders.Enter)] == [order]
    assert isinstance(page(walk), pages.Working)


ENDS: list[tuple[Callable[[Walk], Walk], Answer, Inside, tuple[str, str]]] = [
    (ORDERS[0][0], answers.Surveyed(SURVEY), pages.StatusShown(SURVEY), ("surveyed", "fault")),
    (ORDERS[2][0], answers.Surveyed(SURVEY), pages.NetworkShown(SURVEY), ("surveyed", "fault")),
    (ORDERS[3][0], answers.JournalShown(LINES), pages.JournalRead(LINES), ("journal-read", "done")),
    (ORDERS[4][0], answers.Done(), pages.Told(Task.SEND), ("queue-sent", "done")),
    (ORDERS[5][0], answers.Done(), pages.Told(Task.MODEL), ("model-chosen", "done")),
    (ORDERS[6][0], answers.EnrolledAs("b"), pages.Told(Task.ENROLMENT, "b"), ("enrolled", "done")),
    (ORDERS[7][0], answers.Done(), pages.Told(Task.APPLICATION), ("application-restarted", "done")),
    (ORDERS[8][0], answers.Done(), pages.Told(Task.MACHINE), ("machine-restarted", "done")),
    *(
        (
            ORDERS[place][0],
            answers.Failed(failure),
            pages.Failed(task, failure),
            (deed, failure.value.replace("_", "-")),
        )
        for place, task, failure, deed in (
            (5, Task.MODEL, Failure.DISK, "model-chosen"),
            (6, Task.ENROLMENT, Failure.QUEUE_NOT_EMPTY, "enrolled"),
            (8, Task.MACHINE, Failure.NOT_SUPERVISED, "machine-restarted"),
        )
    ),
    (
        ORDERS[6][0],
        answers.NoCaisse(),
        pages.Failed(Task.ENROLMENT, Failure.NO_CAISSE),
        ("enrolled", "no-caisse"),
    ),
]


@pytest.mark.parametrize(("ask", "answer", "follows", "deed"), ENDS, ids=lambda value: type(value).__name__)
def test_how_each_order_ends(
    walk: Walk, ask: Callable[[Walk], Walk], answer: Answer, follows: Inside, deed: tuple[str, str]
) -> None:
    ask(walk).told(answer)
    assert page(walk) == follows
    assert walk.trail[0] == ("entered", "done")
    assert walk.trail[-1] == deed


def test_a_restart_is_put_down_before_it_is_ordered(walk: Walk) -> None:
    walk.using(Tool.RESTART).do(AskRestart(machine=True), Confirm())
    given = [effect.order for effect in walk.effects if isinstance(effect, Maintain)][-2:]
    assert [type(order) for order in given] == [orders.Note, orders.RestartMachine]


def test_a_report_is_printed_from_its_own_survey(walk: Walk) -> None:
    walk.using(Tool.REPORT).told(answers.Surveyed(SURVEY))
    assert isinstance(page(walk), pages.Printing)
    printed = [effect.ticket.kind for effect in walk.effects if isinstance(effect, Print)]
    assert printed == [f"readiness {SURVEY.terminal}"]
    walk.do(PrintEnded(walk.last(Print), Printed()))
    assert walk.trail[-2:] == [("surveyed", "fault"), ("report-printed", "done")]


def test_an_answer_to_something_else_changes_nothing(walk: Walk) -> None:
    walk.using(Tool.STATUS)
    call = walk.last(Maintain)
    walk.told(answers.Surveyed(SURVEY)).do(Back(), UseTool(Tool.JOURNAL))
    before = page(walk)
    walk.do(answers.MaintenanceAnswered(call, answers.JournalShown(())))
    assert page(walk) == before


def test_the_model_in_use_is_not_chosen_again(walk: Walk) -> None:
    walk.using(Tool.MODEL).do(Confirm())
    assert page(walk) == pages.ModelForm("borne-21p")
    walk.do(PickModel("nothing"))
    assert page(walk) == pages.ModelForm("borne-21p")


def test_no_token_is_no_enrolment(walk: Walk) -> None:
    walk.using(Tool.ENROLMENT).do(filled(token=""))
    assert page(walk) == pages.TokenForm(empty=True)


def test_what_waits_is_told_as_it_changes(walk: Walk) -> None:
    walk.using(Tool.QUEUE).do(OutboxChanged(WAITING))
    assert page(walk) == pages.QueueRead()
    assert walk.situation.devices.outbox == WAITING


def test_an_sms_is_tried_on_the_page_and_its_end_is_put_down(walk: Walk) -> None:
    walk.using(Tool.SMS).do(TYPED)
    walk.do(SmsEnded(job_of(walk), Sent(1)))
    shown = page(walk)
    assert isinstance(shown, pages.SmsTried)
    assert shown.end == Sent(1)
    assert walk.trail[-1] == ("sms-tested", "sent")


@pytest.mark.parametrize(("good", "outcome"), [(True, "good"), (False, "flawed")])
def test_what_was_seen_of_the_screen_is_put_down(walk: Walk, outcome: str, *, good: bool) -> None:
    plates(walk).do(JudgeScreen(good=good))
    assert walk.trail[-1] == ("screen-tested", outcome)
