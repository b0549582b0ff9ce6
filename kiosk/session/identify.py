"""Touches on the pages of identification and of the account: form × intent."""

from __future__ import annotations

from typing import assert_never

from kiosk.session.arrive import Step
from kiosk.session.asking import ask
from kiosk.session.effects import Play
from kiosk.session.forms import (
    CodeForm,
    EmailForm,
    Form,
    NewPasswordForm,
    NirForm,
    ResetForm,
    SecretForm,
    Ways,
    code,
    email,
    new_password,
    nir,
    reset,
    secret,
)
from kiosk.session.forms.faults import Fault
from kiosk.session.forms.purpose import Purpose
from kiosk.session.forms.ways import code_obstacle, email_obstacle
from kiosk.session.intents import (
    AnotherCheck,
    AnotherService,
    AskCode,
    AskEmailLink,
    Back,
    Continue,
    ForgotPassword,
    Intent,
    Listen,
    PrintNow,
    Submit,
)
from kiosk.session.onward import at, filling, home, onward
from kiosk.session.prints import print_documents
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.states import Filling, Parting, Told, Welcome
from kiosk.session.told import EmailSent, Kept, PasswordChosen, ResetAsked, VisitOver
from kiosk.session.visit import Visit
from kiosk.session.wipe import wipe
from kiosk.sync.account import AccountQuestion, WantCheck, WantCode
from teleservices.nir import Nir


def on_form(situation: Situation, state: Filling, intent: Intent, now: float, rules: Rules) -> Step:
    """The situation after a touch on a form; an intent that the form does not offer does nothing."""
    visit, form = state.visit, state.form
    match intent, form:
        case Submit(), _:
            return _submitted(situation, visit, form, intent, rules)
        case Back(), _:
            return _back(situation, visit, form, now)
        case ForgotPassword(), SecretForm():
            return filling(situation, visit, Ways(form.nir)), ()
        case AskCode(), Ways() | CodeForm():
            return _ask_code(situation, visit, form, now)
        case AskEmailLink(), Ways() if email_obstacle(situation.devices) is None:
            if visit.card is not None:
                return filling(situation, visit, ResetForm()), ()
            return ask(situation, visit, form, Purpose.CHECK, WantCheck())
        case AnotherCheck(), ResetForm(check=check) if check is not None:
            return ask(situation, visit, form, Purpose.CHECK, WantCheck())
        case Listen(), ResetForm(check=check) if check is not None:
            return situation, (Play(check.sound),)
        case _:
            return situation, ()


def on_told(situation: Situation, state: Told, intent: Intent, rules: Rules) -> Step:
    """The situation after a touch on a page that says what has happened."""
    visit, message = state.visit, state.message
    match message, intent:
        case ((PasswordChosen() | EmailSent()), Continue()):
            return onward(situation, visit, rules)
        case ResetAsked(nir=typed), Continue():
            return filling(situation, visit, SecretForm(typed)), ()
        case Kept(), PrintNow() if visit.documents:
            return print_documents(situation, visit, 0)
        case Kept(), AnotherService():
            return home(situation, visit)
        case ((PasswordChosen() | EmailSent() | ResetAsked() | VisitOver() | Kept()), _):
            return situation, ()
        case _:
            assert_never(message)


def _submitted(situation: Situation, visit: Visit, form: Form, given: Submit, rules: Rules) -> Step:
    def judged(kept: Form, purpose: Purpose, found: AccountQuestion | Fault | tuple[Fault, ...]) -> Step:
        match found:
            case Fault():
                return filling(situation, visit, kept, found), ()
            case tuple():
                return filling(situation, visit, kept, *found), ()
            case _:
                return ask(situation, visit, kept, purpose, found)

    match form:
        case NirForm():
            typed = nir.judge(given)
            if isinstance(typed, Nir):
                return filling(situation, visit, SecretForm(typed)), ()
            return filling(situation, visit, NirForm(given.value(nir.NIR)), typed), ()
        case SecretForm():
            return judged(form, Purpose.SIGN_IN, secret.judge(form, given))
        case CodeForm():
            return judged(form, Purpose.SIGN_IN, code.judge(given))
        case NewPasswordForm():
            found = new_password.judge(form, given, new_password.about(visit))
            return judged(form, Purpose.PASSWORD, found)
        case ResetForm():
            year = rules.local_time().year
            return judged(reset.keeping(form, given), Purpose.RESET, reset.judge(form, given, year))
        case EmailForm():
            return judged(EmailForm(given.value(email.ADDRESS)), Purpose.EMAIL, email.judge(given))
        case Ways():
            return situation, ()
        case _:
            assert_never(form)


def _back(situation: Situation, visit: Visit, form: Form, now: float) -> Step:
    match form:
        case NirForm():
            return _given_up(situation, now)
        case SecretForm(nir=None):
            return home(situation, visit)
        case SecretForm(nir=typed):
            return filling(situation, visit, NirForm(typed.body if typed else "")), ()
        case Ways():
            return filling(situation, visit, SecretForm(form.nir)), ()
        case CodeForm():
            return filling(situation, visit, Ways()), ()
        case ResetForm():
            return filling(situation, visit, Ways(form.nir)), ()
        case NewPasswordForm(why=None) | EmailForm():
            return home(situation, visit)
        case NewPasswordForm():
            # A password must be chosen now: the only other way is « Quitter ».
            return situation, ()
        case _:
            assert_never(form)


def _given_up(situation: Situation, now: float) -> Step:
    """Nothing was done: the welcome screen at once, read the way this person reads it."""
    wiped, effects = wipe(situation, Parting.LEFT, now)
    return (wiped if wiped.card_in else at(wiped, Welcome())), effects


def _ask_code(situation: Situation, visit: Visit, form: Ways | CodeForm, now: float) -> Step:
    if visit.code is not None and now < visit.code.again_at:
        # One is on its way: its page, with the time left before another.
        return (filling(situation, visit, CodeForm()) if isinstance(form, Ways) else situation), ()
    if code_obstacle(visit, situation.devices) is not None:
        return situation, ()
    return ask(situation, visit, form, Purpose.CODE, WantCode())
