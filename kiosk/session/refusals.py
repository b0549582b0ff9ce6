"""What a refusal of the caisse, or its silence, means on a form."""

from __future__ import annotations

from datetime import datetime, timedelta

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
    secret,
)
from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.forms.purpose import Purpose
from kiosk.sync.answers import Refused
from teleservices.wire.problems import Problem

LONGEST_TOLD_S = 12 * 3600
"""A wait longer than this would be told with an hour that may be tomorrow's: « pour le moment » is truer."""

_WHOLE = {
    Problem.LOCKED: Reason.LOCKED,
    Problem.CODE_SPENT: Reason.CODE_SPENT,
    Problem.NO_MOBILE: Reason.NO_MOBILE,
    Problem.TOO_MANY_CODES: Reason.TOO_MANY_CODES,
    Problem.SMS: Reason.SMS,
    Problem.SIGN_IN_AGAIN: Reason.SIGN_IN_AGAIN,
}
_ADDRESS = {Problem.EMAIL: Reason.EMAIL_FORM, Problem.EMAIL_IN_USE: Reason.EMAIL_IN_USE}
_SILENCE = {
    Purpose.SIGN_IN: Reason.NO_ANSWER,
    Purpose.CODE: Reason.NO_ANSWER_SMS,
    Purpose.PASSWORD: Reason.NO_ANSWER_PASSWORD,
    Purpose.EMAIL: Reason.NO_ANSWER_EMAIL,
    Purpose.RESET: Reason.NO_ANSWER_RESET,
    Purpose.CHECK: Reason.NO_ANSWER,
}


def faults_of(refused: Refused, form: Form, now: datetime) -> tuple[Fault, ...]:
    """What the form says of a refusal, never nothing; ``now`` is the wall clock, to say until when to wait."""
    problem = refused.problem
    if problem is Problem.CREDENTIALS:
        return (_credentials(form, refused.tries_left),)
    if problem is Problem.PASSWORD:
        return new_password.said(refused.faults) or (Fault(Reason.PASSWORD_OTHER, new_password.PASSWORD),)
    if problem in _ADDRESS:
        return (Fault(_ADDRESS[problem], email.ADDRESS if isinstance(form, EmailForm) else ""),)
    reason = _WHOLE.get(problem, Reason.UNAVAILABLE)
    wait = refused.retry_after_s if reason in {Reason.LOCKED, Reason.TOO_MANY_CODES} else None
    if wait is None or wait >= LONGEST_TOLD_S:
        return (Fault(reason),)
    return (Fault(reason, until=_minute_after(now, wait)),)


def silence_of(purpose: Purpose, form: Form) -> Fault:
    """What the form says when no answer came: only what is known."""
    match purpose, form:
        case Purpose.SIGN_IN, CodeForm():
            return Fault(Reason.NO_ANSWER_CODE)
        case Purpose.SIGN_IN, SecretForm(nir=None):
            return Fault(Reason.NO_ANSWER_SIGN_IN)
        case _:
            return Fault(_SILENCE[purpose])


def _credentials(form: Form, tries_left: int | None) -> Fault:
    match form:
        case SecretForm(nir=None):
            return Fault(Reason.CREDENTIALS, secret.SECRET, tries_left)
        case SecretForm():
            # Neutral: which of the two is wrong is never told (UX-16).
            return Fault(Reason.CREDENTIALS_NIR, tries_left=tries_left)
        case CodeForm():
            return Fault(Reason.CREDENTIALS_CODE, code.CODE, tries_left)
        case NewPasswordForm():
            return Fault(Reason.CREDENTIALS, new_password.CURRENT if form.why is None else "", tries_left)
        case EmailForm():
            return Fault(Reason.CREDENTIALS, email.PASSWORD, tries_left)
        case NirForm() | Ways() | ResetForm():
            return Fault(Reason.UNAVAILABLE)


def _minute_after(now: datetime, seconds: int) -> datetime:
    """The first whole minute at which the wait is over: told too early, it would be a lie."""
    end = now + timedelta(seconds=seconds)
    whole = end.replace(second=0, microsecond=0)
    return whole if whole == end else whole + timedelta(minutes=1)
