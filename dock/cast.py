"""The cast of ``config/demo/cast.toml``, as much of it as the dock plays: people with their cards, and odd cards."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from teleservices.nir import Nir, from_typing

CAST = Path(__file__).parents[1] / "config/demo/cast.toml"


class CardKind(StrEnum):
    """A card that is nobody's carte Vitale 2."""

    VITALE1 = "vitale1"
    PROFESSIONAL = "professional"
    OTHER = "other"
    MUTE = "mute"
    MALFORMED = "malformed"
    HANGS = "hangs"


@dataclass(frozen=True, repr=False)
class Named:
    """Somebody whom a card names.

    Attributes:
        birth_date: ``AAAAMMJJ``, month and day may be lunar.
        nir: their own, or None for an ayant droit who stands under the insured person's.
    """

    family_name: str
    first_name: str
    birth_date: str
    nir: Nir | None


@dataclass(frozen=True, repr=False)
class Person:
    """An insured person of the cast, who owns a carte Vitale 2.

    Attributes:
        key: how commands call the person and the card.
        insured: the person.
        nir: the insured person's.
        dependants: the ayants droit on the card, in its order.
        valid_from: tag 66/80 of the card, ``AAAAMMJJ``.
        mobile: on file at the caisse, ten digits; empty where there is none.
        password: of the compte ameli; empty where there is none.
        story: in French, one sentence for the dock's window.
    """

    key: str
    insured: Named
    nir: Nir
    dependants: tuple[Named, ...]
    valid_from: str
    mobile: str
    password: str
    story: str


@dataclass(frozen=True)
class OddCard:
    """A card of the cast that belongs to nobody."""

    key: str
    kind: CardKind
    story: str


@dataclass(frozen=True, repr=False)
class Technician:
    """Somebody who may open the terminal's maintenance menu.

    Attributes:
        name: as the caisse knows them.
        number: six digits.
        code: eight digits.
        story: in French, one sentence for the dock's window.
    """

    name: str
    number: str
    code: str
    story: str


@dataclass(frozen=True, repr=False)
class Cast:
    """Everybody and every card, by key; technicians by name."""

    people: Mapping[str, Person]
    odd_cards: Mapping[str, OddCard]
    technicians: Mapping[str, Technician]

    def card(self, key: str) -> Person | OddCard:
        """The owner of a card, or the odd card.

        Raises:
            KeyError: nobody of the cast has this key.
        """
        return self.people[key] if key in self.people else self.odd_cards[key]


def load(path: Path = CAST) -> Cast:
    """Read the cast.

    Raises:
        ValueError: a NIR, a kind or a key is wrong, or something is missing: the file is ours, so this is a mistake.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    people = [_person(table) for table in tables["person"]]
    odd_cards = [OddCard(table["key"], CardKind(table["kind"]), table["story"]) for table in tables["card"]]
    keys = [person.key for person in people] + [card.key for card in odd_cards]
    if len(set(keys)) != len(keys):
        raise ValueError("two entries of the cast share a key")
    technicians = [Technician(**table) for table in tables["technician"]]
    return Cast(
        {person.key: person for person in people},
        {card.key: card for card in odd_cards},
        {technician.name: technician for technician in technicians},
    )


def _person(table: Mapping[str, Any]) -> Person:
    return Person(
        key=table["key"],
        insured=_named(table),
        nir=_nir(table["nir"]),
        dependants=tuple(_named(dependant) for dependant in table.get("dependants", ())),
        valid_from=table["card"]["valid_from"],
        mobile=table.get("mobile", ""),
        password=table.get("password", ""),
        story=table["story"],
    )


def _named(table: Mapping[str, Any]) -> Named:
    return Named(
        family_name=table["family_name"],
        first_name=table["first_name"],
        birth_date=table["birth_date"],
        nir=_nir(table["nir"]) if "nir" in table else None,
    )


def _nir(text: str) -> Nir:
    match from_typing(text):
        case Nir() as nir:
            return nir
        case fault:
            raise ValueError(f"a NIR of the cast is wrong: {fault}")
