"""Where a visit stands: what its holder is told of themselves, and what they may use now."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from caisse.handlers.accounts import Account
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.grants import grant_to
from caisse.handlers.people import Insured, Person, beneficiary_id, covered
from caisse.handlers.visit import Visit
from caisse.keys import Keys
from caisse.settings import Settings
from caisse.sms.settings import SmsTransport
from teleservices import phone
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION
from teleservices.email_address import EmailAddress
from teleservices.levels import Level
from teleservices.phone import Mobile
from teleservices.wire import visits as wire
from teleservices.wire.visits import Beneficiary, CodeBySms, ServiceOffer, Unavailable, VisitOpened

WITHOUT_PASSWORD: Final = frozenset({"password_change"})
"""Téléservices of level ``code`` that are open to whoever must still choose a password."""
WITHOUT_EMAIL: Final = WITHOUT_PASSWORD | {"email_validation"}
"""The same, to whoever has no e-mail address of their own."""


def standing(connection: Connection, visit: Visit, at: Circumstances) -> VisitOpened:
    """The answer to whatever opened or changed a visit.

    Args:
        connection: where the visit was just written or read.
        visit: as it stands now.
        at: the moment and the caisse's choices.
    """
    people = allowed_beneficiaries(connection, visit, at.settings)
    insured = visit.insured
    return VisitOpened(
        token=visit.token,
        level=visit.level,
        expires_in_s=int((visit.expires_at - at.now).total_seconds()),
        beneficiaries=tuple(_shown(insured, person, at.keys) for person in people),
        services=tuple(ServiceOffer(entry.id, unavailable(visit, entry.id, at)) for entry in CATALOGUE),
        code_by_sms=_code_by_sms(visit, at.settings),
        account=_account(visit, at),
    )


def allowed_beneficiaries(connection: Connection, visit: Visit, settings: Settings) -> tuple[Person, ...]:
    """For whom this visit may ask: at level ``card`` the holder only, unless the caisse decided otherwise."""
    if visit.settled.reaches(Level.CODE) or settings.rights_attestation.beneficiaries_at_card:
        return covered(connection, visit.insured)
    return (visit.insured.person,)


def needed_level(service: str, settings: Settings) -> Level:
    """What must be proved for a téléservice at this caisse.

    Args:
        service: id of one of the catalogue's.
        settings: the caisse's choices.
    """
    if service == RIGHTS_ATTESTATION.id:
        return settings.rights_attestation.level
    return next(entry.level for entry in CATALOGUE if entry.id == service)


def unavailable(visit: Visit, service: str, at: Circumstances) -> Unavailable | None:
    """Why a téléservice may not be used by this visit now; None when it may."""
    needed = needed_level(service, at.settings)
    if not at.settings.regimes.may_use(visit.insured.regime, service):
        return Unavailable.REGIME
    # Before the rights: a card alone must not tell what its holder has not proved to be theirs.
    if not visit.level.reaches(needed):
        return Unavailable.LEVEL
    if needed is Level.CODE and visit.must_choose is not None and service not in WITHOUT_PASSWORD:
        return Unavailable.PASSWORD
    if needed is Level.CODE and visit.without_email and service not in WITHOUT_EMAIL:
        return Unavailable.EMAIL
    if service == RIGHTS_ATTESTATION.id and not visit.insured.open_on(at.today):
        return Unavailable.RIGHTS_CLOSED
    return None


def reachable(account: Account, settings: Settings) -> Mobile | None:
    """The mobile on file, written as it must be called; None where there is none that can be.

    Args:
        account: whose; an overseas number kept under +33 is repaired (SMS-04).
        settings: production calls no invented number.
    """
    if account.mobile is None:
        return None
    found = phone.from_text(account.mobile.e164, fiction=not settings.production)
    return found if isinstance(found, Mobile) else None


def _code_by_sms(visit: Visit, settings: Settings) -> CodeBySms | None:
    mobile = None if visit.by_nir else reachable(visit.account, settings)
    if mobile is None:
        return None
    return CodeBySms(mobile.masked, by_terminal=settings.sms.transport is SmsTransport.TERMINAL)


def _account(visit: Visit, at: Circumstances) -> wire.Account | None:
    if visit.email is None:
        return None
    return wire.Account(
        must_choose=visit.must_choose,
        by_code=visit.by_code,
        email=visit.email,
        address=_masked(visit.account.email),
        pending=_masked(visit.account.pending_email),
        grant=grant_to(visit, at) if visit.in_order else "",
    )


def _masked(address: EmailAddress | None) -> str:
    return "" if address is None else address.masked


def _shown(insured: Insured, person: Person, keys: Keys) -> Beneficiary:
    return Beneficiary(
        id=beneficiary_id(keys, insured, person),
        first_name=person.first_name,
        initial=person.initial,
        insured=person.id == insured.person.id,
    )
