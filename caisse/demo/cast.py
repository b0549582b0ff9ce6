"""The cast of invented people that demo, dock and tests share, as rows: each with the story that the file tells."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from caisse.demo.accounts import JOINED, demo_hash
from caisse.demo.rows import (
    AccountRow,
    AddressRow,
    CardLossRow,
    DependantRow,
    EmailClaimRow,
    InsuredRow,
    PersonRow,
    Rows,
    TechnicianRow,
)
from teleservices import phone
from teleservices.nir import Nir, NirFault, from_typing
from teleservices.phone import Mobile, PhoneFault


class CastError(ValueError):
    """The cast file cannot be used; the message says where, for whoever edits it."""


@dataclass(frozen=True)
class _Period:
    start: date
    end: date | None = None


@dataclass(frozen=True)
class _Dependant:
    family_name: str
    first_name: str
    birth_date: str
    nir: str | None = None


@dataclass(frozen=True, repr=False)
class _Person:
    """What the caisse needs of an entry; card and story are for others."""

    family_name: str
    first_name: str
    birth_date: str
    nir: str
    regime: str
    rights: _Period
    treating_doctor: bool
    complementary: str | None = None
    long_term_illness: _Period | None = None
    copayment_exemption: str | None = None
    lost_on: date | None = None
    at_caisse: bool = True
    mobile: str | None = None
    email: str | None = None
    email_confirmed: bool = True
    password: str | None = None
    legacy_code: str | None = None
    address: tuple[str, ...] = ()
    dependants: tuple[_Dependant, ...] = field(default_factory=tuple)


@dataclass(frozen=True, repr=False)
class _Technician:
    """The same of a technician's entry."""

    name: str
    number: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    code: Annotated[str, Field(pattern=r"^[0-9]{8}$")]


def cast_rows(file: Path, first_id: int) -> Rows:
    """Read the cast.

    Args:
        file: ``config/demo/cast.toml``.
        first_id: ids are counted from here.

    Raises:
        CastError: the file is missing or not TOML, an entry is incomplete, a NIR is none.
    """
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
        people = TypeAdapter(tuple[_Person, ...]).validate_python(_lax(entries.get("person", []), _Person))
        technicians = TypeAdapter(tuple[_Technician, ...]).validate_python(
            _lax(entries.get("technician", []), _Technician)
        )
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CastError(f"{file}\u00a0: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise CastError(f"{file}\u00a0: {'.'.join(map(str, first['loc']))}, {first['msg']}") from error
    rows = Rows()
    addresses = Counter(person.email for person in people)
    for person in people:
        if person.at_caisse:
            insured_id = first_id + len(rows.people)
            _add(rows, person, insured_id)
            _add_account(rows, person, insured_id, alone=addresses[person.email] == 1)
    rows.technicians.extend(
        TechnicianRow(one.number, one.name, demo_hash(one.code), invented=True, added_at=JOINED, revoked_at=None)
        for one in technicians
    )
    return rows


def _lax(entries: Sequence[Mapping[str, Any]], kind: type[_Person | _Technician]) -> list[dict[str, Any]]:
    wanted = kind.__dataclass_fields__
    return [{key: value for key, value in entry.items() if key in wanted} for entry in entries]


def _add(rows: Rows, person: _Person, insured_id: int) -> None:
    illness = person.long_term_illness
    rows.people.append(
        PersonRow(
            insured_id,
            _nir(person.nir).body,
            person.family_name,
            person.first_name,
            person.birth_date,
            person.treating_doctor,
            None if illness is None else illness.start,
            None if illness is None else illness.end,
            person.copayment_exemption,
        )
    )
    rows.insured.append(
        InsuredRow(insured_id, person.regime, person.rights.start, person.rights.end, person.complementary)
    )
    if person.lost_on is not None:
        rows.losses.append(CardLossRow(insured_id, person.lost_on))
    _add_address(rows, person, insured_id)
    for rank, child in enumerate(person.dependants, 1):
        nir = None if child.nir is None else _nir(child.nir).body
        rows.people.append(
            PersonRow(
                insured_id + rank,
                nir,
                child.family_name,
                child.first_name,
                child.birth_date,
                person.treating_doctor,
                None,
                None,
                None,
            )
        )
        rows.dependants.append(DependantRow(insured_id, rank, insured_id + rank))
        _add_address(rows, person, insured_id + rank)


def _add_address(rows: Rows, person: _Person, person_id: int) -> None:
    """The ayants droit of the cast live with their insured."""
    if person.address:
        rows.addresses.append(AddressRow(person_id, "\n".join(person.address), None))


def _add_account(rows: Rows, person: _Person, insured_id: int, *, alone: bool) -> None:
    """What the person left at the caisse; an address is theirs once confirmed, which two who share it cannot."""
    secret = person.password or person.legacy_code
    mine = person.email is not None and person.email_confirmed and alone
    rows.accounts.append(
        AccountRow(
            insured_id,
            None if secret is None else demo_hash(secret),
            secret is not None and secret == person.legacy_code,
            None if person.mobile is None else _mobile(person.mobile).e164,
            person.email,
            JOINED if mine else None,
            None,
        )
    )
    if mine and person.email is not None:
        rows.claims.append(EmailClaimRow(person.email, insured_id))


def _mobile(text: str) -> Mobile:
    mobile = phone.from_text(text, fiction=True)
    if isinstance(mobile, PhoneFault):
        raise CastError(f"un mobile n’en est pas un ({mobile})")
    return mobile


def _nir(text: str) -> Nir:
    nir = from_typing(text)
    if isinstance(nir, NirFault):
        raise CastError(f"un NIR n’en est pas un ({nir})")
    return nir
