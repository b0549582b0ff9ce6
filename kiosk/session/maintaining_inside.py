"""Touches of a technician who is in: page × intent. An intent that the page does not offer does nothing."""

from __future__ import annotations

from typing import assert_never

from kiosk.maintenance.answers import Granted
from kiosk.maintenance.orders import (
    ChooseModel,
    Enrol,
    ReadJournal,
    RestartApplication,
    RestartMachine,
    SendQueue,
    TakeSurvey,
)
from kiosk.session.arrive import Step
from kiosk.session.intents import (
    AskRestart,
    Back,
    Confirm,
    Intent,
    JudgeScreen,
    PickModel,
    Retry,
    Submit,
    TouchCell,
    TurnPlate,
    UseTool,
)
from kiosk.session.maintaining import (
    TOKEN,
    CardAwaited,
    Inside,
    Maintaining,
    Menu,
    ModelForm,
    Paper,
    Plate,
    QueueRead,
    RestartAsked,
    RestartForm,
    ScreenAsked,
    ScreenTrial,
    SmsForm,
    SoftwareShown,
    StatusShown,
    Task,
    TokenForm,
    Tool,
    TouchTrial,
    Working,
)
from kiosk.session.maintaining_prints import print_paper
from kiosk.session.maintaining_sms import open_sms, send_sms
from kiosk.session.maintaining_touch import touch_cell
from kiosk.session.maintaining_trail import have_done, inside, noted
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from teleservices.wire.maintenance import Deed


def on_inside(situation: Situation, state: Maintaining, intent: Intent, rules: Rules) -> Step:
    """The situation after a touch inside."""
    entry, page = state.entry, state.inside

    def to(there: Inside) -> Step:
        return inside(situation, entry, there), ()

    match page, intent:
        case Working(), _:
            return situation, ()
        case RestartAsked(), Back():
            return to(RestartForm())
        case TouchTrial(touched), TouchCell(cell):
            return touch_cell(situation, entry, touched, cell, rules)
        case ScreenTrial(plate), TurnPlate():
            return to(_after(plate))
        case ScreenAsked(), JudgeScreen(good):
            return inside(situation, entry, Menu()), (noted(entry, Deed.SCREEN_TESTED, "good" if good else "flawed"),)
        case SmsForm(), Submit():
            return send_sms(situation, entry, intent, rules)
        case ModelForm(), PickModel(model) if model in rules.workshop.models:
            return to(ModelForm(model))
        case ModelForm(chosen), Confirm() if chosen != rules.workshop.cabinet:
            return have_done(situation, entry, Task.MODEL, ChooseModel(chosen))
        case TokenForm(), Submit():
            token = intent.value(TOKEN)
            return have_done(situation, entry, Task.ENROLMENT, Enrol(token)) if token else to(TokenForm(empty=True))
        case QueueRead(), Confirm():
            return have_done(situation, entry, Task.SEND, SendQueue())
        case _, AskRestart(machine) if not isinstance(page, TouchTrial | ScreenTrial):
            return to(RestartAsked(machine))
        case RestartAsked(machine), Confirm():
            return _restart(situation, entry, machine=machine)
        case StatusShown(), Retry():
            return have_done(situation, entry, Task.STATUS, TakeSurvey())
        case ((TouchTrial() | ScreenTrial()), _):
            return situation, ()
        case _, UseTool(tool):
            return _use(situation, entry, tool, rules)
        case _, Back():
            return to(Menu())
        case _:
            return situation, ()


def _after(plate: Plate) -> Inside:
    plates = tuple(Plate)
    place = plates.index(plate) + 1
    return ScreenTrial(plates[place]) if place < len(plates) else ScreenAsked()


def _restart(situation: Situation, entry: Granted, *, machine: bool) -> Step:
    # Put down first: nothing can be, once it is done.
    if machine:
        note = noted(entry, Deed.MACHINE_RESTARTED)
        return have_done(situation, entry, Task.MACHINE, RestartMachine(), note)
    note = noted(entry, Deed.APPLICATION_RESTARTED)
    return have_done(situation, entry, Task.APPLICATION, RestartApplication(), note)


def _use(situation: Situation, entry: Granted, tool: Tool, rules: Rules) -> Step:
    def to(there: Inside) -> Step:
        return inside(situation, entry, there), ()

    match tool:
        case Tool.STATUS:
            return have_done(situation, entry, Task.STATUS, TakeSurvey())
        case Tool.NETWORK:
            return have_done(situation, entry, Task.NETWORK, TakeSurvey())
        case Tool.REPORT:
            return have_done(situation, entry, Task.REPORT, TakeSurvey())
        case Tool.JOURNAL:
            return have_done(situation, entry, Task.JOURNAL, ReadJournal())
        case Tool.QUEUE:
            return to(QueueRead())
        case Tool.TICKET:
            return print_paper(situation, entry, Paper.TEST_PAGE, rules.workshop.test_page())
        case Tool.CARD:
            return to(CardAwaited())
        case Tool.SMS:
            return to(open_sms(rules))
        case Tool.TOUCH:
            return to(TouchTrial())
        case Tool.SCREEN:
            return to(ScreenTrial())
        case Tool.MODEL:
            return to(ModelForm(rules.workshop.cabinet))
        case Tool.ENROLMENT:
            return to(TokenForm())
        case Tool.SOFTWARE:
            return to(SoftwareShown())
        case Tool.RESTART:
            return to(RestartForm())
        case _:
            assert_never(tool)
