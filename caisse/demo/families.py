"""Coherent invented households: adults with their own rights, their children as ayants droit."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from caisse.demo.accounts import EVERYBODY_S, JOINED, demo_hash
from caisse.demo.births import Registry
from caisse.demo.homes import street
from caisse.demo.names import COMPLEMENTARY, ERAS, FAMILY, FIRST, SOLIDARITY
from caisse.demo.rows import (
    AccountRow,
    AddressRow,
    CardLossRow,
    DependantRow,
    EmailClaimRow,
    InsuredRow,
    PersonRow,
    Rows,
)

AS_OF: Final = date(2026, 11, 1)
"""The day at which ages and rights are right; fixed, so that a seed always gives the same people."""

_TODAY: Final = AS_OF.toordinal()
_BATCH: Final = 20_000
_COMING_OF_AGE: Final = 18
_EXEMPTION: Final = "Exonération du ticket modérateur pour les soins en rapport avec l’affection de longue durée"

_REGIMES: Final = ("general", "msa", "mgen", "cnmss", "camieg", "crpcen", "enim", "cavimac", "mnh", "lmg", "cgss")
_REGIME_STEPS: Final = tuple(accumulate((0.84, 0.055, 0.03, 0.02, 0.012, 0.008, 0.005, 0.004, 0.01, 0.006)))
_ADULT_AGES: Final = (18, 30, 45, 60, 75, 101)
_ADULT_STEPS: Final = tuple(accumulate((0.18, 0.24, 0.26, 0.20)))
_ILLNESS_AGES: Final = (20, 40, 60, 75)
_ILLNESS: Final = (0.02, 0.05, 0.13, 0.30, 0.46)
_CHILDREN_STEPS: Final = tuple(accumulate((0.22, 0.30, 0.30, 0.12, 0.04)))


class Dice(Random):
    """A stream that a seed repeats: for inventing people, never for secrets."""


class _Home(NamedTuple):
    """What a household shares."""

    departement: str
    name: str
    address: str


class Families:
    """Invents people.

    Args:
        seed: the same seed gives the same people.
        taken: NIR without key that belong to somebody else; completed by those given here.
        first_id: ids are counted from here.
    """

    def __init__(self, seed: int, taken: set[str], first_id: int) -> None:
        self._random = Dice(seed).random
        self._registry = Registry(self._random, taken)
        self._next_id = first_id
        self._last = first_id
        self._hash = demo_hash(EVERYBODY_S)

    def batches(self, people: int) -> Iterator[Rows]:
        """So many people, household by household, in batches that fit in memory."""
        self._last = self._next_id + people
        while self._next_id < self._last:
            rows = Rows()
            while self._next_id < self._last and len(rows.people) < _BATCH:
                self._household(rows)
            yield rows

    def _household(self, rows: Rows) -> None:
        """One or two adults and the children who live with them."""
        random = self._random
        home = _Home(self._registry.home(), self._family_name(), street(self._next_id))
        first_sex = 1 if random() < 0.5 else 2
        age = self._adult_age()
        adults = [self._adult(rows, first_sex, age, home)]
        youngest = age
        if random() < 0.58 and self._next_id < self._last:
            sex = 3 - first_sex if random() < 0.97 else first_sex
            other_age = min(100, max(_COMING_OF_AGE, age + int((random() - 0.5) * 12)))
            youngest = min(age, other_age)
            shared = home if random() < 0.6 else home._replace(name=self._family_name())
            adults.append(self._adult(rows, sex, other_age, shared))
        self._children(rows, adults, youngest, home)

    def _children(self, rows: Rows, adults: list[int], parent_age: int, home: _Home) -> None:
        """Children under 18, born when the younger adult was between 18 and 43."""
        random = self._random
        youngest, oldest = max(0, parent_age - 43), min(_COMING_OF_AGE - 1, parent_age - 19)
        if oldest < youngest:
            return
        wanted = min(bisect(_CHILDREN_STEPS, random()), self._last - self._next_id)
        both = len(adults) == 2 and random() < 0.4
        for rank, age in enumerate(
            sorted((youngest + int(random() * (oldest - youngest + 1)) for _ in range(wanted)), reverse=True), 1
        ):
            child = self._person(rows, 1 if random() < 0.51 else 2, age, home)
            for adult in adults if both else adults[-1:]:
                rows.dependants.append(DependantRow(adult, rank, child))

    def _adult(self, rows: Rows, sex: int, age: int, home: _Home) -> int:
        random = self._random
        adult = self._person(rows, sex, age, home)
        born = int(rows.people[-1].birth_date[:4])
        start = date(min(born + 16 + int(random() * 8), AS_OF.year - 1), 1 + int(random() * 12), 1)
        end: date | None = None
        draw = random()
        if draw < 0.025:
            end = max(start, AS_OF - timedelta(days=1 + int(random() * 700)))
        elif draw < 0.06:
            end = AS_OF + timedelta(days=30 + int(random() * 700))
        complementary: str | None = None
        if (draw := random()) < 0.10:
            complementary = SOLIDARITY[int(random() * len(SOLIDARITY))]
        elif draw < 0.93:
            complementary = COMPLEMENTARY[int(random() * len(COMPLEMENTARY))]
        regime = _REGIMES[bisect(_REGIME_STEPS, random())]
        rows.insured.append(InsuredRow(adult, regime, start, end, complementary))
        self._account(rows, adult)
        if random() < 0.012:
            rows.losses.append(CardLossRow(adult, AS_OF - timedelta(days=1 + int(random() * 1000))))
        return adult

    def _account(self, rows: Rows, adult: int) -> None:
        """Its values follow from the number, so that who is invented does not depend on it."""
        email = f"assure-{adult}@exemple.test"
        rows.accounts.append(
            AccountRow(
                adult,
                self._hash,
                legacy=False,
                mobile=_mobile(adult),
                email=email,
                email_confirmed_at=JOINED,
                pending_email=None,
            )
        )
        rows.claims.append(EmailClaimRow(email, adult))

    def _person(self, rows: Rows, sex: int, age: int, home: _Home) -> int:
        random = self._random
        day = date.fromordinal(_TODAY - int(age * 365.25) - 1 - int(random() * 364))
        nir, written = self._registry.birth(sex, day, home.departement)
        start: date | None = None
        end: date | None = None
        if random() < _ILLNESS[bisect(_ILLNESS_AGES, age)]:
            # Allowed for ten years at a time; a newborn's begins with life.
            start = max(day, AS_OF - timedelta(days=int(random() * 3600)))
            end = start + timedelta(days=3652)
        first = FIRST[sex][bisect(ERAS, day.year)]
        person = self._next_id
        self._next_id += 1
        rows.people.append(
            PersonRow(
                person,
                nir,
                home.name,
                first[int(random() * len(first))],
                written,
                random() < (0.9 if age >= 16 else 0.6),
                start,
                end,
                None if start is None else _EXEMPTION,
            )
        )
        rows.addresses.append(AddressRow(person, home.address, None))
        return person

    def _adult_age(self) -> int:
        step = bisect(_ADULT_STEPS, self._random())
        youngest, beyond = _ADULT_AGES[step], _ADULT_AGES[step + 1]
        return youngest + int(self._random() * (beyond - youngest))

    def _family_name(self) -> str:
        random = self._random
        name = FAMILY[int(random() * len(FAMILY))]
        return f"{name}-{FAMILY[int(random() * len(FAMILY))]}" if random() < 0.04 else name


def _mobile(number: int) -> str:
    """One of the hundred numbers that nobody has."""
    return f"+336399800{number % 100:02d}"
