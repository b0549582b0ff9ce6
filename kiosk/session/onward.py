"""Where an open visit goes next: to what must be done first, to the téléservice wanted, or home."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.forms import EmailForm, Form, NewPasswordForm, SecretForm
from kiosk.session.forms.faults import Fault
from kiosk.session.offers import SIGN_IN_FIRST, obstacle
from kiosk.session.situation import Situation
from kiosk.session.states import Filling, Home, State, Summary
from kiosk.session.visit import Draft, Visit
from teleservices.catalogue import by_id
from teleservices.catalogue.email_validation import EMAIL_VALIDATION
from teleservices.catalogue.password_change import PASSWORD_CHANGE


def at(situation: Situation, state: State) -> Situation:
    """The same situation, elsewhere."""
    return replace(situation, state=state)


def filling(situation: Situation, visit: Visit, form: Form, *faults: Fault) -> Situation:
    """The same situation with a form on the screen."""
    return at(situation, Filling(visit, form, faults))


def onward(situation: Situation, visit: Visit) -> Situation:
    """The page that follows once the caisse has said how the account stands; ``visit`` must be open."""
    forced = _must_choose(visit)
    if forced is not None:
        return filling(situation, visit, forced)
    wanted, free = visit.wanted, replace(visit, wanted="")
    return choose(situation, free, wanted) if wanted and _may(situation, free, wanted) else at(situation, Home(free))


def choose(situation: Situation, visit: Visit, service: str) -> Situation:
    """What a touch on a téléservice opens: its first page, the identification before it, or nothing."""
    stands = obstacle(by_id(service), visit, situation.devices)
    if stands in SIGN_IN_FIRST:
        return filling(situation, replace(visit, wanted=service), SecretForm())
    if stands is not None or not visit.beneficiaries:
        return situation
    match service:
        case PASSWORD_CHANGE.id:
            return filling(situation, visit, NewPasswordForm(None))
        case EMAIL_VALIDATION.id:
            return filling(situation, visit, EmailForm())
        case _:
            return at(situation, Summary(visit, Draft(service, visit.beneficiaries[0].id)))


def home(situation: Situation, visit: Visit) -> Situation:
    """Back to the téléservices; what was wanted before is not any more."""
    return at(situation, Home(replace(visit, wanted="")))


def _must_choose(visit: Visit) -> NewPasswordForm | None:
    account = visit.ameli
    return NewPasswordForm(account.must_choose) if account is not None and account.must_choose else None


def _may(situation: Situation, visit: Visit, service: str) -> bool:
    return obstacle(by_id(service), visit, situation.devices) is None
