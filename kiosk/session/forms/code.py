"""The code provisoire that an SMS brings."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.intents import Submit
from teleservices.password import SecretKind, secret_kind
from teleservices.wire.sign_in import SignIn

CODE = "code"


@dataclass(frozen=True)
class CodeForm:
    """Four digits; the visit's ``code`` says to which number they were sent and when they may be sent again."""


def judge(given: Submit) -> SignIn | Fault:
    """What to ask, or that these are not four digits."""
    typed = given.value(CODE)
    if secret_kind(typed) is not SecretKind.PROVISIONAL:
        return Fault(Reason.CODE_FORM, CODE)
    return SignIn(typed)
