"""What the maintenance thread answers to a technician who is in."""

from __future__ import annotations

from typing import assert_never

from kiosk.maintenance.answers import (
    Answer,
    Challenge,
    Denied,
    Done,
    EnrolledAs,
    Failed,
    Failure,
    Granted,
    JournalShown,
    MaintenanceEvent,
    NoCaisse,
    NoChallenge,
    Surveyed,
    Wait,
)
from kiosk.maintenance.findings import Survey
from kiosk.session import maintaining as pages
from kiosk.session.arrive import Step
from kiosk.session.at_door import AtDoor
from kiosk.session.maintaining import JournalRead, Maintaining, NetworkShown, Paper, StatusShown, Task, Told
from kiosk.session.maintaining_door import on_answer_at_door
from kiosk.session.maintaining_prints import print_paper
from kiosk.session.maintaining_trail import inside, noted
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from teleservices.wire.maintenance import Deed


def on_maintenance(situation: Situation, event: MaintenanceEvent, rules: Rules) -> Step:
    """The situation after an answer of the maintenance thread; one that nobody waits for any more does nothing."""
    match situation.state:
        case AtDoor() as state:
            return on_answer_at_door(situation, state, event.call, event.answer, rules)
        case Maintaining(entry, pages.Working(call, task)) if call == event.call:
            return _answered(situation, entry, task, event.answer, rules)
        case _:
            return situation, ()


def _answered(situation: Situation, entry: Granted, task: Task, answer: Answer, rules: Rules) -> Step:
    match answer:
        case Surveyed(survey):
            return _surveyed(situation, entry, task, survey, rules)
        case JournalShown(lines):
            return inside(situation, entry, JournalRead(lines)), (noted(entry, Deed.JOURNAL_READ),)
        case Done():
            return _done(situation, entry, task)
        case EnrolledAs(terminal):
            return inside(situation, entry, Told(task, terminal)), (noted(entry, Deed.ENROLLED),)
        case Failed(failure):
            said = inside(situation, entry, pages.Failed(task, failure))
            deed = _DEEDS.get(task)
            return said, () if deed is None else (noted(entry, deed, failure.value),)
        case NoCaisse():
            return _answered(situation, entry, task, Failed(Failure.NO_CAISSE), rules)
        case Granted() | Denied() | Wait() | Challenge() | NoChallenge():
            raise ValueError(f"{type(answer).__name__} answers no order of the menu")
        case _:
            assert_never(answer)


def _surveyed(situation: Situation, entry: Granted, task: Task, survey: Survey, rules: Rules) -> Step:
    note = noted(entry, Deed.SURVEYED, survey.grade.name.lower())
    match task:
        case Task.REPORT:
            printing, effects = print_paper(situation, entry, Paper.READINESS, rules.workshop.readiness(survey))
            return printing, (note, *effects)
        case Task.NETWORK:
            return inside(situation, entry, NetworkShown(survey)), (note,)
        case _:
            return inside(situation, entry, StatusShown(survey)), (note,)


_DEEDS = {
    Task.SEND: Deed.QUEUE_SENT,
    Task.MODEL: Deed.MODEL_CHOSEN,
    Task.ENROLMENT: Deed.ENROLLED,
    Task.APPLICATION: Deed.APPLICATION_RESTARTED,
    Task.MACHINE: Deed.MACHINE_RESTARTED,
}
"""What leaves a trace even when it fails."""
_PUT_DOWN_BEFORE = frozenset({Task.APPLICATION, Task.MACHINE})


def _done(situation: Situation, entry: Granted, task: Task) -> Step:
    deed = _DEEDS.get(task)
    notes = () if deed is None or task in _PUT_DOWN_BEFORE else (noted(entry, deed),)
    return inside(situation, entry, Told(task)), notes
