"""What the caisse answers about the account."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.session import journal
from kiosk.session.arrive import Step, refuse
from kiosk.session.asking import ask
from kiosk.session.effects import Effect, EndVisit, Note, ReportSms, SendSms
from kiosk.session.forms import CodeForm, Form, ResetForm, SecretForm, Ways
from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.forms.purpose import Purpose
from kiosk.session.onward import at, filling, onward
from kiosk.session.refusals import faults_of, silence_of
from kiosk.session.rules import Rules
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Asking, Parting, Refusal, Told
from kiosk.session.told import EmailSent, PasswordChosen, ResetAsked, VisitOver
from kiosk.session.visit import Closed, CodeOnItsWay, Open, SmsProgress, Visit
from kiosk.session.wipe import wipe
from kiosk.sync.account import WantCheck
from kiosk.sync.answers import AccountAnswer, NoAnswer, Refused
from teleservices.wire import passwords as wire
from teleservices.wire.codes import CodeSent, SmsOutcome, SmsReport
from teleservices.wire.problems import Problem
from teleservices.wire.visits import VisitOpened


def on_account(situation: Situation, call: str, answer: AccountAnswer, now: float, rules: Rules) -> Step:
    """The situation after an answer, and what is to be done."""
    state = situation.state
    if not (isinstance(state, Asking) and state.call == call):
        return situation, _for_nobody(answer)
    outcome, effects = _answered(replace(situation, attention=Attention(now)), state, answer, now, rules)
    fields = {"visit": state.visit.number, "purpose": state.purpose.value, "outcome": _name(answer)}
    return outcome, (Note(journal.ACCOUNT_ANSWERED, fields), *effects)


def _for_nobody(answer: AccountAnswer) -> tuple[Effect, ...]:
    """The person has gone: the token that just came ends, the code that was made is not sent."""
    match answer:
        case VisitOpened(token=token):
            return (EndVisit(token),)
        case CodeSent(sms=sms) if sms is not None:
            return (ReportSms(SmsReport(sms.id, SmsOutcome.FAILED)),)
        case _:
            return ()


def _answered(situation: Situation, state: Asking, answer: AccountAnswer, now: float, rules: Rules) -> Step:
    visit, form = state.visit, state.form
    match answer:
        case VisitOpened():
            return _opened(situation, state, answer, rules)
        case CodeSent():
            return _sent(situation, visit, answer, now)
        case wire.ResetAsked(minutes):
            nir = form.nir if isinstance(form, ResetForm) else None
            return at(situation, Told(visit, ResetAsked(minutes, nir))), ()
        case wire.RobotCheck():
            return filling(situation, visit, _checked(form, answer), *state.faults), ()
        case Refused(Problem.CARD_REFUSED):
            wiped, effects = wipe(situation, Parting.LEFT, now)
            turned, more = refuse(wiped, Refusal.NO_LONGER_ACCEPTED, now)
            return turned, (*effects, *more)
        case Refused(Problem.VISIT_OVER):
            return at(situation, Told(replace(visit, account=Closed()), VisitOver())), ()
        case Refused(Problem.ROBOT) if isinstance(form, ResetForm) and form.check is not None:
            # The digits are spent: others come with the sentence that says so.
            return ask(situation, visit, form, Purpose.CHECK, WantCheck(), faults=(Fault(Reason.ROBOT),))
        case Refused():
            return filling(situation, visit, form, *faults_of(answer, form, rules.local_time())), ()
        case NoAnswer():
            return filling(situation, visit, form, silence_of(state.purpose, form)), ()
        case _:
            assert_never(answer)


def _checked(form: Form, check: wire.RobotCheck) -> ResetForm:
    """The form with digits to copy: for somebody without a card, whose NIR was typed when the visit began."""
    if isinstance(form, ResetForm):
        return replace(form, check=check)
    nir = form.nir if isinstance(form, Ways) else None
    return ResetForm(nir, check, typed_nir=nir.body if nir else "")


def _opened(situation: Situation, state: Asking, answer: VisitOpened, rules: Rules) -> Step:
    """The caisse says how the visit stands now; what was asked decides what is said of it."""
    typed = state.form.nir if isinstance(state.form, SecretForm) else state.visit.typed
    opened = replace(state.visit, account=Open(answer), typed=typed)
    match state.purpose:
        case Purpose.PASSWORD:
            return at(situation, Told(opened, PasswordChosen())), ()
        case Purpose.EMAIL:
            return at(situation, Told(opened, EmailSent())), ()
        case _:
            return onward(situation, replace(opened, code=None), rules)


def _sent(situation: Situation, visit: Visit, answer: CodeSent, now: float) -> Step:
    sms = answer.sms
    progress = SmsProgress.SENT if sms is None else SmsProgress.SENDING
    code = CodeOnItsWay(answer.number, now + answer.again_in_s, sms.id if sms else "", progress)
    effects = () if sms is None else (SendSms(sms),)
    return filling(situation, replace(visit, code=code), CodeForm()), effects


def _name(answer: AccountAnswer) -> str:
    match answer:
        case Refused(problem):
            return problem.value
        case NoAnswer(cause):
            return cause.value
        case _:
            return "done"
