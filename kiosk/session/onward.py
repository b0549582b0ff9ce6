"""Where an open visit goes next: to what must be done first, to the téléservice wanted, or home."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.session.arrive import Step, ask_account
from kiosk.session.declaring import Answered, Consulting, Declaring
from kiosk.session.effects import AskConsultation
from kiosk.session.forms import EmailForm, Form, NewPasswordForm, SecretForm
from kiosk.session.forms.faults import Fault
from kiosk.session.offers import SIGN_IN_FIRST, obstacle
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.states import Filling, Home, State, Summary
from kiosk.session.visit import Draft, NoLink, Open, Opening, Visit
from kiosk.session.walking import context_of, flow_of, still_covered
from kiosk.sync.consultation import WANTS
from teleservices.catalogue import by_id
from teleservices.catalogue.email_validation import EMAIL_VALIDATION
from teleservices.catalogue.model import Nature, Teleservice
from teleservices.catalogue.password_change import PASSWORD_CHANGE
from teleservices.flow.progress import first


def at(situation: Situation, state: State) -> Situation:
    """The same situation, elsewhere."""
    return replace(situation, state=state)


def filling(situation: Situation, visit: Visit, form: Form, *faults: Fault) -> Situation:
    """The same situation with a form on the screen."""
    return at(situation, Filling(visit, form, faults))


def onward(situation: Situation, visit: Visit, rules: Rules) -> Step:
    """The page that follows once the caisse has said how the account stands; ``visit`` must be open."""
    forced = _must_choose(visit)
    if forced is not None:
        return filling(situation, visit, forced), ()
    wanted, free = visit.wanted, replace(visit, wanted="")
    if wanted and obstacle(by_id(wanted), free, situation.devices) is None:
        return choose(situation, free, wanted, rules)
    return at(situation, Home(free)), ()


def choose(situation: Situation, visit: Visit, service: str, rules: Rules) -> Step:
    """What a touch on a téléservice opens: its first page, the identification before it, or nothing."""
    entry = by_id(service)
    stands = obstacle(entry, visit, situation.devices)
    if stands in SIGN_IN_FIRST:
        return filling(situation, replace(visit, wanted=service), SecretForm()), ()
    if stands is not None:
        return situation, ()
    match entry.nature:
        case Nature.DOCUMENT:
            return _summary(situation, visit, service), ()
        case Nature.ACCOUNT:
            return _own_form(situation, visit, entry), ()
        case Nature.DECLARATION:
            return _declare(situation, visit, service, rules), ()
        case Nature.CONSULTATION:
            return consult(situation, visit, service)
        case _:
            assert_never(entry.nature)


def consult(situation: Situation, visit: Visit, service: str) -> Step:
    """Ask the caisse for what a consultation shows; nothing without a visit that it knows."""
    if not isinstance(visit.account, Open):
        return situation, ()
    serial = situation.serial + 1
    call = f"call-{serial}"
    asked = replace(situation, serial=serial, state=Consulting(visit, service, call))
    return asked, (AskConsultation(call, visit.account.answer.token, WANTS[service]),)


def home(situation: Situation, visit: Visit) -> Step:
    """Back to the téléservices; what was wanted before is not any more.

    A caisse that was out of reach when the visit began is asked again.
    """
    free = replace(visit, wanted="")
    there = at(situation, Home(free))
    if isinstance(free.account, NoLink) and situation.devices.link_up is not False:
        return ask_account(there, free)
    return there, ()


def _summary(situation: Situation, visit: Visit, service: str) -> Situation:
    if not visit.beneficiaries:
        return situation
    return at(situation, Summary(visit, Draft(service, visit.beneficiaries[0].id)))


def _own_form(situation: Situation, visit: Visit, entry: Teleservice) -> Situation:
    match entry.id:
        case PASSWORD_CHANGE.id:
            return filling(situation, visit, NewPasswordForm(None))
        case EMAIL_VALIDATION.id:
            return filling(situation, visit, EmailForm())
        case _:
            raise ValueError("no form for this téléservice")


def _declare(situation: Situation, visit: Visit, service: str, rules: Rules) -> Situation:
    """The first page, with what was given before if the person comes back to it."""
    # An answer to the opening that comes later finds nobody at home: it is asked for again on the way back.
    here = replace(visit, account=NoLink()) if isinstance(visit.account, Opening) else visit
    flow = flow_of(service)
    draft = Answered(service, still_covered(flow, visit.drafts.get(service, {}), here))
    return at(situation, Declaring(here, draft, first(flow, context_of(here, rules))))


def _must_choose(visit: Visit) -> NewPasswordForm | None:
    account = visit.ameli
    return NewPasswordForm(account.must_choose) if account is not None and account.must_choose else None
