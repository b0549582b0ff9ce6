"""A new password, typed twice; the one in force too when nothing forces the change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.session.forms.faults import Fault, Reason
from kiosk.session.intents import Submit
from kiosk.session.visit import Visit
from teleservices.password import About, Guessable, PasswordFault, PasswordRule, faults
from teleservices.wire.passwords import ChoosePassword
from teleservices.wire.visits import MustChoose

CURRENT = "current"
PASSWORD = "password"
AGAIN = "again"


@dataclass(frozen=True)
class NewPasswordForm:
    """The choice of a password.

    Attributes:
        why: what forces it; None where the person wishes it.
    """

    why: MustChoose | None


def judge(form: NewPasswordForm, given: Submit, about: About) -> ChoosePassword | tuple[Fault, ...]:
    """What to ask, or every reason why this password cannot be chosen; the caisse knows more and judges again."""
    current = given.value(CURRENT) if form.why is None else None
    password = given.value(PASSWORD)
    missing = (Fault(Reason.EMPTY, CURRENT),) if current == "" else ()
    found = (*missing, *said(faults(password, about)))
    if found:
        return found
    if given.value(AGAIN) != password:
        return (Fault(Reason.PASSWORD_TWICE, AGAIN),)
    return ChoosePassword(password, current)


def said(found: Iterable[PasswordFault | str]) -> tuple[Fault, ...]:
    """Faults of a password as the form says them; one that this terminal has no words for is said in general."""
    reasons = dict.fromkeys(REASONS.get(fault, Reason.PASSWORD_OTHER) for fault in found)
    return tuple(Fault(reason, PASSWORD) for reason in reasons)


def about(visit: Visit) -> About:
    """What a stranger may know of the person, from the card and the caisse's answer."""
    names = tuple(one.first_name for one in visit.beneficiaries)
    if visit.card is None:
        return About(names=names)
    holder = visit.card.porteurs[0]
    return About(visit.card.nir.body, holder.birth_date, (holder.family_name, holder.first_name, *names))


REASONS: dict[str, Reason] = {
    **{rule: Reason(f"password.{rule.value}") for rule in PasswordRule},
    **{guess: Reason(f"password.{guess.value}") for guess in Guessable},
}
