"""Rows for the tables that hold people, as both databases load them in bulk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


class PersonRow(NamedTuple):
    """A row of ``person``, its columns in order; the NIR without its key."""

    id: int
    nir: str | None
    family_name: str
    first_name: str
    birth_date: str
    treating_doctor: bool
    illness_start: date | None
    illness_end: date | None
    copayment_exemption: str | None

    def __repr__(self) -> str:
        return "PersonRow(…)"


class InsuredRow(NamedTuple):
    """A row of ``insured``, its columns in order."""

    person_id: int
    regime: str
    rights_start: date
    rights_end: date | None
    complementary: str | None


class DependantRow(NamedTuple):
    """A row of ``dependant``, its columns in order."""

    insured_id: int
    rank: int
    person_id: int


class CardLossRow(NamedTuple):
    """A row of ``card_loss``, its columns in order."""

    insured_id: int
    declared_on: date


class AccountRow(NamedTuple):
    """A row of ``account``, its columns in order."""

    insured_id: int
    password_hash: str | None
    legacy: bool
    mobile: str | None
    email: str | None
    email_confirmed_at: datetime | None
    pending_email: str | None

    def __repr__(self) -> str:
        return "AccountRow(…)"


class EmailClaimRow(NamedTuple):
    """A row of ``email_claim``, its columns in order."""

    email: str
    insured_id: int

    def __repr__(self) -> str:
        return "EmailClaimRow(…)"


class AddressRow(NamedTuple):
    """A row of ``address``, its columns in order; the lines one under the other."""

    person_id: int
    lines: str
    filed_at: datetime | None

    def __repr__(self) -> str:
        return "AddressRow(…)"


class TechnicianRow(NamedTuple):
    """A row of ``technician``, its columns in order."""

    number: str
    name: str
    code_hash: str
    invented: bool
    added_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, repr=False)
class Rows:
    """Rows that go in together, each table's after those it refers to."""

    people: list[PersonRow] = field(default_factory=list)
    insured: list[InsuredRow] = field(default_factory=list)
    dependants: list[DependantRow] = field(default_factory=list)
    losses: list[CardLossRow] = field(default_factory=list)
    accounts: list[AccountRow] = field(default_factory=list)
    claims: list[EmailClaimRow] = field(default_factory=list)
    addresses: list[AddressRow] = field(default_factory=list)
    technicians: list[TechnicianRow] = field(default_factory=list)
