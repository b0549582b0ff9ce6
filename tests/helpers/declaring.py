"""Declarations as a caisse's worker has them once opened, and what the account shows of them afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from identifying import PASSWORDS, identified, sign_in
from running_caisse import MARIE, NOON, Caisse, Terminal
from sqlalchemy import Connection, ScalarSelect, func, select

from caisse.declarations.judging import judge
from caisse.declarations.opened import Opened, Outcome
from caisse.store.declaration_schema import ADDRESS, MESSAGE, NOTICE, REQUEST
from caisse.store.schema import PERSON
from teleservices.wire.declarations import ByGrant, ByPassword, CardShown, Declaration

VALID_FROM = "20240115"
CARD = CardShown(VALID_FROM, None)
BORDEAUX = {"where": "france", "commune": "33063:33000", "street": "8 rue Sainte-Catherine"}
LISBON = {"where": "abroad", "country": "PT", "abroad_street": "Rua Augusta 12", "abroad_town": "Lisboa"}
FREE = {
    "where": "france",
    "commune_entry": "free",
    "free_street": "3 chemin des Dunes",
    "free_postcode": "40150",
    "free_town": "Hossegor",
}
OLD = ["Appartement 12", "8 allée des Noisetiers", "00100 VAL-TILLEUL"]
IN_BORDEAUX = ["8 rue Sainte-Catherine", "33000 BORDEAUX"]

BY_PASSWORD = Declaration(
    service="address_change",
    revision=1,
    reference="7KQ2M9XW4T",
    nir=MARIE,
    card=CARD,
    language="fr",
    proof=ByPassword(PASSWORDS["marie"]),
    answers=BORDEAUX,
)
"""Marie's, filed without a link."""


def opened(declaration: Declaration = BY_PASSWORD, filed_at: datetime = NOON, **changes: Any) -> Opened:
    """It arrives a minute after it was filed, unless told otherwise."""
    whole = Opened("borne-1", declaration, filed_at, unsure=False, received_at=filed_at + timedelta(minutes=1))
    return replace(whole, **changes)


def settle(caisse: Caisse, one: Opened) -> Outcome:
    """What the caisse's worker does with it."""
    return caisse.store.write(judge(caisse.parts, one))


def declare(caisse: Caisse, filed_at: datetime = NOON, **changes: Any) -> Outcome:
    """Marie's declaration without a link, some of it changed."""
    return settle(caisse, opened(replace(BY_PASSWORD, **changes), filed_at))


def granted(visit: dict[str, Any], **changes: Any) -> Declaration:
    """Marie's declaration of an identified visit."""
    return replace(BY_PASSWORD, **{"proof": ByGrant(visit["account"]["grant"]), **changes})


def marie(terminal: Terminal) -> dict[str, Any]:
    """A visit of hers, identified."""
    return identified(sign_in(terminal, terminal.visit(), PASSWORDS["marie"]))


@dataclass(frozen=True)
class Shown:
    """What an account shows."""

    addresses: list[list[str]]
    since: list[str | None]
    requests: list[dict[str, Any]]
    messages: list[dict[str, Any]]

    @property
    def states(self) -> list[tuple[str, str, str]]:
        return [(one["reference"], one["state"], one["reason"]) for one in self.requests]


def shown(terminal: Terminal, visit: dict[str, Any] | None = None) -> Shown:
    """What Marie sees at her next sign-in, or who holds ``visit``."""
    token = (visit or marie(terminal))["token"]
    answers = [terminal.send("GET", f"/v1/{what}", token=token) for what in ("information", "requests", "messages")]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    information, requests, messages = (answer.json() for answer in answers)
    return Shown(
        [person["address"] for person in information["people"]],
        [person["address_since"] for person in information["people"]],
        requests["lines"],
        messages["messages"],
    )


def person_id(nir: str) -> ScalarSelect[int]:
    """The caisse's own number of a person, inside a statement."""
    return select(PERSON.c.id).where(PERSON.c.nir == nir[:13]).scalar_subquery()


def paragraphs(message: Mapping[str, str]) -> list[str]:
    """A message as it is read, with ordinary spaces."""
    return message["body"].replace("\u00a0", " ").split("\n")


TABLES = (("request", REQUEST), ("message", MESSAGE), ("notice", NOTICE))


def effects_in(connection: Connection) -> dict[str, Any]:
    """What declarations have changed, table by table."""
    kept = {name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in TABLES}
    rows = connection.execute(select(ADDRESS).order_by(ADDRESS.c.person_id)).all()
    return kept | {"addresses": [tuple(row) for row in rows]}


def effects(caisse: Caisse) -> dict[str, Any]:
    return caisse.store.read(effects_in)
