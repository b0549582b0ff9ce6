"""What technicians may touch and hear in any order."""

from __future__ import annotations

from typing import TypeGuard

from maintenance_samples import CHALLENGE, ENTRY, LINES, SURVEY

from kiosk.maintenance import answers, orders
from kiosk.maintenance.answers import Answer
from kiosk.maintenance.orders import Order
from kiosk.session import intents
from kiosk.session.effects import Effect, Maintain
from kiosk.session.intents import Intent
from kiosk.session.maintaining import Tool

TOUCHED: tuple[Intent, ...] = (
    intents.Knock(),
    intents.WithoutCaisse(),
    intents.TouchCell(3),
    intents.TouchCell(99),
    intents.TurnPlate(),
    intents.JudgeScreen(good=True),
    intents.PickModel("borne-15p"),
    intents.PickModel("nothing"),
    intents.AskRestart(machine=True),
    *(intents.UseTool(tool) for tool in Tool),
)
FITTING: dict[type[Order], list[Answer]] = {
    orders.Enter: [ENTRY, ENTRY, answers.Denied(2), answers.Wait(60), answers.NoCaisse()],
    orders.AskChallenge: [CHALLENGE, CHALLENGE, answers.NoChallenge(), answers.Wait(60)],
    orders.AnswerChallenge: [ENTRY, answers.Denied(None), answers.Wait(60), CHALLENGE],
    orders.TakeSurvey: [answers.Surveyed(SURVEY)],
    orders.ReadJournal: [answers.JournalShown(LINES), answers.JournalShown(())],
    orders.SendQueue: [answers.Done()],
    orders.ChooseModel: [answers.Done(), answers.Failed(answers.Failure.DISK)],
    orders.Enrol: [answers.EnrolledAs("accueil-2"), answers.Failed(answers.Failure.ENROLMENT)],
    orders.RestartApplication: [answers.Done(), answers.Failed(answers.Failure.NOT_SUPERVISED)],
    orders.RestartMachine: [answers.Done()],
}
"""What answers each order."""


def is_order(effect: Effect) -> TypeGuard[Maintain]:
    """Whether an answer follows."""
    return isinstance(effect, Maintain) and not isinstance(effect.order, orders.Note)
