"""« Mes informations »: what the caisse has on file of a person and of those whom their rights cover."""

from __future__ import annotations

from sqlalchemy import Connection

from caisse.handlers.addresses import KnownAddress, addresses
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.people import Person, covered
from caisse.handlers.visit import Visit
from teleservices.wire.consultation import Information, PersonInformation


def information_of(connection: Connection, visit: Visit, at: Circumstances) -> Information:
    """What a visit may see of itself.

    Args:
        connection: for reading.
        visit: at level ``code``, its account in order.
        at: the caisse's choices.
    """
    insured, account = visit.insured, visit.account
    people = covered(connection, insured)
    known = addresses(connection, (person.id for person in people))
    return Information(
        caisse=at.settings.caisse.name,
        regime=at.settings.regimes.find(insured.regime).label,
        rights_end=insured.rights.end,
        email="" if account.email is None else account.email.masked,
        mobile="" if account.mobile is None else account.mobile.masked,
        people=tuple(_shown(person, person.id == insured.person.id, known.get(person.id), at) for person in people),
    )


def _shown(person: Person, insured: bool, address: KnownAddress | None, at: Circumstances) -> PersonInformation:
    declared_at = None if address is None else address.filed_at
    return PersonInformation(
        name=f"{person.first_name} {person.family_name}",
        insured=insured,
        address=() if address is None else address.lines,
        address_since=None if declared_at is None else declared_at.astimezone(at.settings.caisse.zone).date(),
    )
