"""Invented people: coherent, the same for a seed, loaded whole on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from running_caisse import CAST, Caisse, Terminal, demo_settings
from sqlalchemy import Connection, func, select

from caisse.demo.cast import CastError, cast_rows
from caisse.demo.families import AS_OF, Families
from caisse.demo.load import invented, refresh_statistics, replace_people
from caisse.demo.rows import DependantRow, InsuredRow, PersonRow, Rows
from caisse.store.schema import ATTESTATION, CARD_LOSS, DEPENDANT, INSURED, PERSON, VISIT
from caisse.store.store import Store
from teleservices import dates
from teleservices.dates import BirthDate
from teleservices.nir import Nir, from_card, from_typing

COUNT = 6000


@pytest.fixture(scope="module")
def rows() -> Rows:
    whole = Rows()
    for part in Families(7, set(), 1000).batches(COUNT):
        whole.people.extend(part.people)
        whole.insured.extend(part.insured)
        whole.dependants.extend(part.dependants)
        whole.losses.extend(part.losses)
        whole.addresses.extend(part.addresses)
    return whole


def born(row: PersonRow) -> BirthDate:
    found = dates.from_text(row.birth_date)
    assert isinstance(found, BirthDate)
    return found


def test_exactly_as_many_as_asked(rows: Rows) -> None:
    assert len(rows.people) == COUNT
    assert [row.id for row in rows.people] == list(range(1000, 1000 + COUNT))


def test_everybody_is_an_insured_or_an_ayant_droit_never_both(rows: Rows) -> None:
    insured = {row.person_id for row in rows.insured}
    dependants = {row.person_id for row in rows.dependants}
    assert insured | dependants == {row.id for row in rows.people}
    assert insured & dependants == set()
    assert {row.insured_id for row in rows.dependants} <= insured
    assert {row.insured_id for row in rows.losses} <= insured


def test_every_nir_is_one_by_cnam_s_rules_and_nobody_shares_it(rows: Rows) -> None:
    for row in rows.people:
        assert row.nir is not None
        assert from_typing(row.nir) == Nir(row.nir) == from_card(Nir(row.nir).full)
    assert len({row.nir for row in rows.people}) == COUNT


def test_a_nir_agrees_with_the_birth_date(rows: Rows) -> None:
    lunar = 0
    for row in rows.people:
        assert row.nir is not None
        assert row.nir[1:3] == row.birth_date[2:4]
        if born(row).day is None:
            lunar += 1
            assert row.birth_date.endswith("0000")
            assert row.nir[5:7] == "99"
            assert int(row.nir[3:5]) in {*range(20, 31), *range(50, 100)}
        else:
            assert row.nir[3:5] == row.birth_date[4:6]
    assert lunar > 0


def test_corsicans_have_2a_and_2b_from_1976_and_20_before(rows: Rows) -> None:
    for row in rows.people:
        assert row.nir is not None
        if row.nir[5:7] in {"2A", "2B"}:
            assert born(row).year >= 1976
        if row.nir[5:7] == "20":
            assert born(row).year < 1976


def test_ages_are_a_family_s(rows: Rows) -> None:
    ages = {row.id: born(row).age_on(AS_OF) for row in rows.people}
    adults = {row.person_id for row in rows.insured}
    assert all(ages[adult] >= 17 for adult in adults)
    assert max(ages.values()) <= 102
    for link in rows.dependants:
        assert 0 <= ages[link.person_id] <= 18
        assert ages[link.insured_id] - ages[link.person_id] >= 17
    assert all(born(row).counted_from <= AS_OF for row in rows.people)


def test_ranks_count_an_insured_s_children_from_one(rows: Rows) -> None:
    families: dict[int, list[int]] = {}
    for link in rows.dependants:
        families.setdefault(link.insured_id, []).append(link.rank)
    assert families
    assert all(ranks == list(range(1, len(ranks) + 1)) for ranks in families.values())


def test_some_children_stand_with_both_parents(rows: Rows) -> None:
    parents = Counter(link.person_id for link in rows.dependants)
    assert set(parents.values()) == {1, 2}


def test_rights_and_illnesses_are_periods(rows: Rows) -> None:
    for right in rows.insured:
        assert right.rights_start < AS_OF
        assert right.rights_end is None or right.rights_end >= right.rights_start
    for row in rows.people:
        assert (row.illness_start is None) == (row.illness_end is None) == (row.copayment_exemption is None)
        if row.illness_start is not None and row.illness_end is not None:
            assert born(row).counted_from <= row.illness_start <= AS_OF < row.illness_end


def test_every_story_that_a_caisse_meets_is_there(rows: Rows) -> None:
    known = {regime.id for regime in demo_settings().regime}
    regimes = Counter(row.regime for row in rows.insured)
    assert set(regimes) <= known
    assert regimes["general"] > 0.7 * len(rows.insured)
    assert regimes["msa"]
    assert any(row.rights_end is not None and row.rights_end < AS_OF for row in rows.insured)
    assert any(row.rights_end is not None and row.rights_end > AS_OF for row in rows.insured)
    assert any(row.complementary is None for row in rows.insured)
    assert any((row.complementary or "").startswith("Complémentaire santé solidaire") for row in rows.insured)
    assert rows.losses
    assert {row.treating_doctor for row in rows.people} == {True, False}


def test_a_household_lives_at_one_address(rows: Rows) -> None:
    lives = {row.person_id: row.lines for row in rows.addresses}
    assert lives.keys() == {row.id for row in rows.people}
    assert all(lives[link.insured_id] == lives[link.person_id] for link in rows.dependants)
    assert {row.filed_at for row in rows.addresses} == {None}
    assert len(set(lives.values())) > 100


def test_the_same_seed_gives_the_same_people_and_another_does_not() -> None:
    first, again, other = (list(Families(seed, set(), 1).batches(500)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_nobody_is_given_a_nir_of_the_cast() -> None:
    actors = {row.nir for row in cast_rows(CAST, 1).people}
    others = chain.from_iterable(rows.people for rows in list(invented(300, 1, CAST))[1:])
    assert actors.isdisjoint({row.nir for row in others})


def test_the_cast_is_told_as_written() -> None:
    rows = cast_rows(CAST, 1)
    names = {row.first_name for row in rows.people}
    assert {"MARIE", "ZOÉ", "RENÉ", "LÆTITIA", "JOSEPH", "SOPHIE", "AGNÈS"} <= names
    assert "KARIM" not in names
    zoe = next(row for row in rows.people if row.first_name == "ZOÉ")
    marie = next(row for row in rows.people if row.first_name == "MARIE")
    assert DependantRow(marie.id, 1, zoe.id) in rows.dependants
    assert InsuredRow(marie.id, "general", date(2003, 9, 1), None, "Mutuelle des Coteaux") in rows.insured


@pytest.mark.parametrize(
    "text",
    ["[[person]", "[[person]]\nfamily_name = 'X'", CAST.read_text("utf-8").replace("2840588321025", "284058832102X")],
)
def test_a_cast_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    file = tmp_path / "cast.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(CastError) as caught:
        cast_rows(file, 1)
    assert "X'" not in str(caught.value)


def test_loading_replaces_everybody(store: Store, caisse: Caisse, terminal: Terminal) -> None:
    terminal.attest(terminal.visit())
    for people in (1500, 40):
        loaded = store.write(lambda connection, wanted=people: replace_people(connection, invented(wanted, 1, CAST)))
        store.write(refresh_statistics)
        assert loaded == people + len(cast_rows(CAST, 1).people)

        def counted(connection: Connection) -> list[int]:
            tables = (PERSON, INSURED, DEPENDANT, CARD_LOSS, VISIT, ATTESTATION)
            return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

        counts = store.read(counted)
        assert counts[0] == loaded
        assert all(counts[1:4])
        assert counts[4:] == [0, 0]


def test_invented_people_are_received(store: Store, caisse: Caisse, terminal: Terminal) -> None:
    batches = list(invented(60, 2, CAST))
    store.write(lambda connection: replace_people(connection, batches))
    served = {regime.id for regime in demo_settings().regime if regime.served}
    insured = {row.person_id for row in batches[1].insured if row.regime in served}
    lost = {row.insured_id for row in batches[1].losses}
    whole = [row for row in batches[1].people if row.id in insured - lost]
    assert len(whole) > 20
    for row in whole[:12]:
        opened = terminal.visit(Nir(row.nir or "").full)
        assert opened["beneficiaries"][0]["first_name"] == row.first_name
