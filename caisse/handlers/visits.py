"""Opening a visit on a card that was read, finding it again by its token, ending it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.people import Insured, Person, card_accepted, covered, insured_by_id, insured_by_nir, last_loss
from caisse.handlers.refusal import Refusal
from caisse.handlers.secret import derived, hashed
from caisse.handlers.terminals import forget_nonces
from caisse.settings import Settings
from caisse.store.schema import VISIT
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION
from teleservices.levels import Level
from teleservices.nir import NirFault, from_card
from teleservices.wire.problems import Problem
from teleservices.wire.visits import Beneficiary, OpenVisit, ServiceOffer, Unavailable, VisitOpened

LIFE: Final = timedelta(minutes=20)
"""How long a visit's token is worth something, at most (architecture.md)."""

_DAY = re.compile(r"[0-9]{8}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, repr=False)
class Visit:
    """A visit that is going on."""

    token: str
    terminal: str
    level: Level
    insured: Insured


def open_visit(
    connection: Connection, asked: OpenVisit, terminal: str, token: str, at: Circumstances
) -> VisitOpened | Refusal:
    """Begin a visit at level ``card``.

    Args:
        connection: inside a write.
        asked: what the terminal read.
        terminal: who asks, its signature checked.
        token: at least 256 random bits; only its hash is kept.
        at: the moment and the caisse's choices.

    Returns:
        the answer; or ``MALFORMED``, ``UNKNOWN_INSURED``, ``CARD_REFUSED``, ``OTHER_REGIME``.
    """
    sweep(connection, at.now)
    nir = from_card(asked.nir)
    if isinstance(nir, NirFault) or not _readable(asked):
        return Refusal(Problem.MALFORMED)
    insured = insured_by_nir(connection, nir)
    if insured is None:
        return Refusal(Problem.UNKNOWN_INSURED)
    if not card_accepted(last_loss(connection, insured.person.id), asked.card_valid_from):
        return Refusal(Problem.CARD_REFUSED)
    regime = at.settings.regimes.find(insured.regime)
    if not regime.served:
        return Refusal(Problem.OTHER_REGIME, regime=regime.label)
    connection.execute(
        insert(VISIT).values(
            token_hash=hashed(token),
            terminal=terminal,
            insured_id=insured.person.id,
            level=Level.CARD,
            card_valid_from=asked.card_valid_from,
            card_digest=asked.card_digest,
            opened_at=at.now,
            expires_at=at.now + LIFE,
        )
    )
    visit = Visit(token, terminal, Level.CARD, insured)
    return VisitOpened(
        token=token,
        level=visit.level,
        expires_in_s=int(LIFE.total_seconds()),
        beneficiaries=tuple(_shown(visit, person) for person in allowed_beneficiaries(connection, visit, at.settings)),
        services=tuple(_offer(visit, entry.id, at) for entry in CATALOGUE),
    )


def find_visit(connection: Connection, token: str, terminal: str, now: datetime) -> Visit | Refusal:
    """The visit that a token stands for.

    Args:
        connection: for reading.
        token: as shown.
        now: the moment.
        terminal: who shows the token, its signature checked; a token is worth nothing at another terminal.

    Returns:
        the visit; ``VISIT_OVER`` for any other token; ``CARD_REFUSED`` when the card was declared lost since.
    """
    row = connection.execute(
        select(VISIT).where(VISIT.c.token_hash == hashed(token), VISIT.c.terminal == terminal, VISIT.c.expires_at > now)
    ).one_or_none()
    insured = None if row is None else insured_by_id(connection, row.insured_id)
    if row is None or insured is None:
        return Refusal(Problem.VISIT_OVER)
    if not card_accepted(last_loss(connection, insured.person.id), row.card_valid_from):
        return Refusal(Problem.CARD_REFUSED)
    return Visit(token, terminal, Level(row.level), insured)


def close_visit(connection: Connection, visit: Visit) -> None:
    """Make a token worth nothing, and forget which card it was bound to."""
    connection.execute(delete(VISIT).where(VISIT.c.token_hash == hashed(visit.token)))


def sweep(connection: Connection, now: datetime) -> None:
    """Forget the visits and the nonces that time has made worthless."""
    connection.execute(delete(VISIT).where(VISIT.c.expires_at <= now))
    forget_nonces(connection, now)


def allowed_beneficiaries(connection: Connection, visit: Visit, settings: Settings) -> tuple[Person, ...]:
    """For whom this visit may ask: at level ``card`` the holder only, unless the caisse decided otherwise."""
    if visit.level.reaches(Level.CODE) or settings.rights_attestation.beneficiaries_at_card:
        return covered(connection, visit.insured)
    return (visit.insured.person,)


def beneficiary_id(visit: Visit, person: Person) -> str:
    """``Beneficiary.id``: good for this visit only."""
    return derived(visit.token, str(person.id))


def needed_level(service: str, settings: Settings) -> Level:
    """What must be proved for a téléservice at this caisse.

    Args:
        service: id of one of the catalogue's.
        settings: the caisse's choices.
    """
    if service == RIGHTS_ATTESTATION.id:
        return settings.rights_attestation.level
    return next(entry.level for entry in CATALOGUE if entry.id == service)


def _readable(asked: OpenVisit) -> bool:
    return (asked.card_valid_from is None or _DAY.fullmatch(asked.card_valid_from) is not None) and (
        asked.card_digest is None or _SHA256.fullmatch(asked.card_digest) is not None
    )


def _shown(visit: Visit, person: Person) -> Beneficiary:
    return Beneficiary(
        id=beneficiary_id(visit, person),
        first_name=person.first_name,
        initial=person.initial,
        insured=person.id == visit.insured.person.id,
    )


def _offer(visit: Visit, service: str, at: Circumstances) -> ServiceOffer:
    unavailable: Unavailable | None = None
    if not at.settings.regimes.may_use(visit.insured.regime, service):
        unavailable = Unavailable.REGIME
    elif not visit.level.reaches(needed_level(service, at.settings)):
        # Before the rights: a card alone must not tell what its holder has not proved to be theirs.
        unavailable = Unavailable.LEVEL
    elif service == RIGHTS_ATTESTATION.id and not visit.insured.open_on(at.today):
        unavailable = Unavailable.RIGHTS_CLOSED
    return ServiceOffer(service, unavailable)
