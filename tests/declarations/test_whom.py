"""People as cards and terminals name them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running_caisse import KEYS

from caisse.declarations.services import SERVICES
from caisse.declarations.whom import family
from caisse.handlers.people import Insured, Person
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.model import Nature
from teleservices.wire.rights import Period


def person(number: int, first_name: str, birth_date: str) -> Person:
    return Person(
        number, None, "DUPONT", first_name, birth_date, treating_doctor=True, illness=None, copayment_exemption=None
    )


PEOPLE = (
    person(1, "MARIE", "19840512"),
    person(2, "ZOÉ", "20120229"),
    person(3, "ANNE-LISE", "20120229"),
    person(4, "LÆTITIA", "19440000"),
    person(5, "LÉO", "20200101"),
    person(6, "LEO", "20200101"),
)


INSURED = Insured(PEOPLE[0], "general", Period(date(2000, 1, 1), None), None)
KNOWN = family(KEYS, INSURED, PEOPLE)
CALLED = {person.id: called for called, person in KNOWN.by_id.items()}


def resolved(*names: str) -> tuple[str, ...] | None:
    found = KNOWN.resolved({"people": names})
    if found is None:
        return None
    assert isinstance(found["people"], tuple)
    return found["people"]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("card:ZOÉ:20120229", 2),
        ("card:ZOE:20120229", 2),
        ("card:zoé:20120229", 2),
        ("card:ZOE\u0301:20120229", 2),
        ("card:ANNE LISE:20120229", 3),
        ("card:ANNELISE:20120229", 3),
        ("card:LAETITIA:19440000", 4),
        ("card:MARIE:19840512", 1),
        ("card:ZOÉ:20120228", None),
        ("card:ZOÉ:", None),
        ("card:ZOÉ", None),
        ("card::20120229", None),
        ("card:", None),
        ("ZOÉ:20120229", None),
        ("", None),
        ("card:LÉO:20200101", None),
    ],
)
def test_a_card_s_name_is_somebody_or_nobody(name: str, who: int | None) -> None:
    """Two of one name and one birthday are nobody: a person must say which."""
    assert resolved(name) == (None if who is None else (CALLED[who],))


def test_what_the_caisse_calls_somebody_is_them_and_each_once() -> None:
    assert resolved(CALLED[2], "card:ZOE:20120229", CALLED[3]) == (CALLED[2], CALLED[3])
    assert resolved(CALLED[2], "f" * 32) is None
    assert resolved() == ()


def test_another_caisse_s_names_are_nobody_s() -> None:
    other = family(replace(KEYS, subjects=b"x" * 32), INSURED, PEOPLE)
    assert not other.by_id.keys() & KNOWN.by_id.keys()
    assert other.resolved({"people": (CALLED[2],)}) is None


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text() | st.just(CALLED[2]), max_size=4).map(tuple)))
def test_only_people_are_looked_up(answers: dict[str, str | tuple[str, ...]]) -> None:
    found = KNOWN.resolved(answers)
    if found is not None:
        assert found.keys() == answers.keys()
        assert {key: value for key, value in found.items() if isinstance(value, str)} == {
            key: value for key, value in answers.items() if isinstance(value, str)
        }
        assert all(set(value) <= KNOWN.by_id.keys() for value in found.values() if isinstance(value, tuple))


def test_every_declaration_of_the_catalogue_is_one_that_the_caisse_applies() -> None:
    """At the revision that terminals file, and under the flow's own name."""
    flows = [entry.flow for entry in CATALOGUE if entry.nature is Nature.DECLARATION]
    for flow in flows:
        assert flow is not None
        assert SERVICES[flow.service].flows[flow.revision] == flow
    for name, service in SERVICES.items():
        assert all((flow.service, flow.revision) == (name, number) for number, flow in service.flows.items())
