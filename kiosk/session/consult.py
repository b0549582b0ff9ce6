"""Looking at the account: the caisse is asked, what it shows is read."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.session import journal
from kiosk.session.arrive import Step
from kiosk.session.declaring import Consulted, ConsultFailed, ConsultFault, Consulting
from kiosk.session.effects import Note
from kiosk.session.intents import AnotherService, Back, Intent, OpenMessage, Retry
from kiosk.session.onward import at, consult, home
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Told
from kiosk.session.told import VisitOver
from kiosk.session.visit import Closed
from kiosk.sync.answers import NoAnswer, Refused
from kiosk.sync.consultation import ConsultationAnswer
from teleservices.wire.consultation import Information, Messages, Requests
from teleservices.wire.problems import Problem

ConsultationState = Consulting | ConsultFailed | Consulted


def on_consultation(situation: Situation, state: ConsultationState, intent: Intent) -> Step:
    """The situation after a touch on a page that shows something; an intent that it does not offer does nothing."""
    match state, intent:
        case ConsultFailed(visit, service), Retry():
            return consult(situation, visit, service)
        case (Consulted(visit, Messages(messages)), OpenMessage(opened)) if any(one.id == opened for one in messages):
            return at(situation, replace(state, opened=opened)), ()
        case Consulted(opened=opened), Back() if opened:
            return at(situation, replace(state, opened="")), ()
        case ((ConsultFailed(visit) | Consulted(visit)), (Back() | AnotherService())):
            return home(situation, visit)
        case _:
            return situation, ()


def on_consulted(situation: Situation, call: str, answer: ConsultationAnswer, now: float) -> Step:
    """The situation after the caisse's answer; one that nobody waits for any more changes nothing."""
    state = situation.state
    if not (isinstance(state, Consulting) and state.call == call):
        return situation, ()
    visit, service = state.visit, state.service
    seen = replace(situation, attention=Attention(now))

    def noted(outcome: str) -> tuple[Note]:
        return (Note(journal.CONSULTATION_ANSWERED, {"visit": visit.number, "outcome": outcome}),)

    match answer:
        case Information() | Requests() | Messages():
            return at(seen, Consulted(visit, answer)), noted("done")
        case Refused(Problem.VISIT_OVER as problem):
            return at(seen, Told(replace(visit, account=Closed()), VisitOver())), noted(problem.value)
        case Refused(problem):
            return at(seen, ConsultFailed(visit, service, ConsultFault.OTHER)), noted(problem.value)
        case NoAnswer(cause):
            return at(seen, ConsultFailed(visit, service, ConsultFault.NO_ANSWER)), noted(cause.value)
        case _:
            assert_never(answer)
