"""« M’identifier »: one field for the password, a legacy code or a code provisoire."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.intents import Submit
from teleservices.nir import Nir
from teleservices.password import SecretKind, secret_kind
from teleservices.wire.sign_in import SignIn, SignInByNir

SECRET = "secret"


@dataclass(frozen=True, repr=False)
class SecretForm:
    """What opens the account.

    Attributes:
        nir: typed on the page before; None where the card says who it is.
    """

    nir: Nir | None = None


def judge(form: SecretForm, given: Submit) -> SignIn | SignInByNir | Fault:
    """What to ask, or why it would be in vain."""
    secret = given.value(SECRET)
    if not secret:
        return Fault(Reason.EMPTY, SECRET)
    if form.nir is None:
        return SignIn(secret)
    if secret_kind(secret) is SecretKind.PROVISIONAL:
        # Without the card a code provisoire opens nothing (SEC-01): not worth one of its three tries.
        return Fault(Reason.CODE_NEEDS_CARD, SECRET)
    return SignInByNir(form.nir.full, secret)
