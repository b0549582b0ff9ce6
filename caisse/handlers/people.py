"""Insured people and their ayants droit, as the handlers need them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from caisse.keys import Keys
from caisse.store.schema import CARD_LOSS, DEPENDANT, INSURED, PERSON
from teleservices.nir import Nir
from teleservices.wire.rights import Period

# Written once: to put a statement together costs more than to run it.
_INSURED: Final = select(PERSON, INSURED).join(INSURED, INSURED.c.person_id == PERSON.c.id)
_BY_NIR: Final = _INSURED.where(PERSON.c.nir == bindparam("who"))
_BY_ID: Final = _INSURED.where(PERSON.c.id == bindparam("who"))
_DEPENDANTS: Final = (
    select(PERSON)
    .join(DEPENDANT, DEPENDANT.c.person_id == PERSON.c.id)
    .where(DEPENDANT.c.insured_id == bindparam("whose"))
    .order_by(DEPENDANT.c.rank)
)
_LAST_LOSS: Final = select(func.max(CARD_LOSS.c.declared_on)).where(CARD_LOSS.c.insured_id == bindparam("whose"))


@dataclass(frozen=True, repr=False)
class Person:
    """Somebody the caisse knows.

    Attributes:
        birth_date: ``AAAAMMJJ``; month or day may be lunar.
    """

    id: int
    nir: Nir | None
    family_name: str
    first_name: str
    birth_date: str
    treating_doctor: bool
    illness: Period | None
    copayment_exemption: str | None

    @property
    def initial(self) -> str:
        """The first letter of the family name, empty when it has none."""
        return next((sign.upper() for sign in self.family_name if sign.isalpha()), "")


@dataclass(frozen=True, repr=False)
class Insured:
    """An insured and what is known of their rights."""

    person: Person
    regime: str
    rights: Period
    complementary: str | None

    @property
    def nir(self) -> Nir:
        """An insured is known by their NIR.

        Raises:
            ValueError: the caisse's data are wrong.
        """
        if self.person.nir is None:
            raise ValueError("an insured without a NIR")
        return self.person.nir

    def open_on(self, day: date) -> bool:
        """Whether rights are open on a day."""
        return holds_on(self.rights, day)


def holds_on(period: Period, day: date) -> bool:
    """Whether a day lies in a period, both ends included."""
    return period.start <= day and (period.end is None or day <= period.end)


def insured_by_nir(connection: Connection, nir: Nir) -> Insured | None:
    """The insured who has this NIR."""
    return _insured(connection, _BY_NIR, nir.body)


def insured_by_id(connection: Connection, insured_id: int) -> Insured | None:
    """The insured with this id of ours."""
    return _insured(connection, _BY_ID, insured_id)


def covered(connection: Connection, insured: Insured) -> tuple[Person, ...]:
    """Everybody whom an insured's rights cover: the insured first, then the ayants droit in the caisse's order."""
    rows = connection.execute(_DEPENDANTS, {"whose": insured.person.id})
    return insured.person, *(_person(row) for row in rows)


def beneficiary_id(keys: Keys, insured: Insured, person: Person) -> str:
    """``Beneficiary.id``: what a terminal calls somebody whom an insured's rights cover.

    The same in every visit, so that a declaration still says whom it is about when it arrives after its visit; under
    a key outside the database, so that it says so to nobody else. 32 hexadecimal signs.
    """
    whom = f"beneficiary {insured.person.id} {person.id}"
    return hmac.digest(keys.subjects, whom.encode(), sha256).hex()[:32]


def last_loss(connection: Connection, insured_id: int) -> date | None:
    """The day of the latest declared loss of an insured's card."""
    found: date | None = connection.execute(_LAST_LOSS, {"whose": insured_id}).scalar()
    return found


def card_accepted(lost_on: date | None, valid_from: str | None) -> bool:
    """Whether a card may still be used after a declared loss.

    Args:
        lost_on: day of the latest declared loss.
        valid_from: the card's start date, ``AAAAMMJJ``; a card whose date is unknown cannot be told from the lost one.
    """
    return lost_on is None or (valid_from is not None and valid_from > f"{lost_on:%Y%m%d}")


def _insured(connection: Connection, one: Select[*tuple[Any, ...]], who: str | int) -> Insured | None:
    row = connection.execute(one, {"who": who}).one_or_none()
    if row is None:
        return None
    return Insured(
        person=_person(row),
        regime=row.regime,
        rights=Period(row.rights_start, row.rights_end),
        complementary=row.complementary,
    )


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        nir=None if row.nir is None else Nir(row.nir),
        family_name=row.family_name,
        first_name=row.first_name,
        birth_date=row.birth_date,
        treating_doctor=row.treating_doctor,
        illness=None if row.illness_start is None else Period(row.illness_start, row.illness_end),
        copayment_exemption=row.copayment_exemption,
    )
