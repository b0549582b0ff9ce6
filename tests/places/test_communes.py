"""The list of communes against what is known of France, and the search against how people type."""

from __future__ import annotations

import gzip
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teleservices.flow.model import Place
from teleservices.places.communes import COMMUNES, DEPARTMENTS
from teleservices.places.places import Places
from teleservices.places.suggestion import Suggestion

PLACES = Places()
LINES = [line.split("\t") for line in gzip.decompress(COMMUNES.read_bytes()).decode().splitlines()[1:]]
KNOWN = {insee: (name, codes[1:].split("#")) for _, name, insee, codes, note in LINES if note[:1].isdigit() or not note}
OLD = [(note, insee) for _, _, insee, _, note in LINES if note and not note[0].isdigit()]
DEPARTMENTS_KNOWN = dict(line.split("\t") for line in DEPARTMENTS.read_text("utf-8").splitlines())
EVERY = sorted((insee, postcode) for insee, (_, postcodes) in KNOWN.items() for postcode in postcodes)


def suggest(typed: str, limit: int = 6) -> tuple[Suggestion, ...]:
    return PLACES.suggest(Place.COMMUNE, typed, limit)


def labels(typed: str, limit: int = 6) -> list[str]:
    return [one.label for one in suggest(typed, limit)]


def test_the_file_is_small_enough_for_the_repository() -> None:
    assert COMMUNES.stat().st_size < 1_000_000


def test_it_holds_every_commune_with_a_postal_code() -> None:
    """34 964 communes with a postal code on 1 January 2026, less three cities, plus their 45 arrondissements."""
    assert len(KNOWN) == 34_964 - 3 + 45
    assert all(len(code) == 5 and code.isdigit() for _, code in EVERY)
    assert len(DEPARTMENTS_KNOWN) == 109


def test_paris_lyon_and_marseille_stand_by_arrondissements() -> None:
    cities = Counter(name for insee, (name, _) in KNOWN.items() if insee[:3] in ("751", "132") or insee[:4] == "6938")
    assert (cities["Paris"], cities["Lyon"], cities["Marseille"]) == (20, 9, 16)
    assert not {"75056", "69123", "13055"} & KNOWN.keys()
    assert KNOWN["75116"] == ("Paris", ["75016", "75116"])


@pytest.mark.parametrize(
    ("department", "communes"),
    [("971", 32), ("972", 34), ("973", 22), ("974", 24), ("976", 17), ("975", 2), ("987", 48), ("988", 33), ("986", 3)],
)
def test_the_overseas_are_whole(department: str, communes: int) -> None:
    assert sum(insee.startswith(department) for insee in KNOWN) == communes


@pytest.mark.parametrize(
    ("insee", "name", "postcode"),
    [
        ("33063", "Bordeaux", "33000"),
        ("2A004", "Ajaccio", "20000"),
        ("97611", "Mamoudzou", "97600"),
        ("97411", "Saint-Denis", "97400"),
        ("93066", "Saint-Denis", "93200"),
        ("94038", "L’Haÿ-les-Roses", "94240"),
        ("80829", "Y", "80190"),
    ],
)
def test_some_communes_that_everybody_knows(insee: str, name: str, postcode: str) -> None:
    assert KNOWN[insee][0] == name
    assert postcode in KNOWN[insee][1]


def test_old_names_lead_to_communes_that_exist() -> None:
    assert len(OLD) > 2_000
    assert {insee for _, insee in OLD} <= KNOWN.keys()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("33000", "33000 BORDEAUX"),
        ("3300", "33000 BORDEAUX"),
        ("75116", "75116 PARIS"),
        ("97600", "97600 MAMOUDZOU"),
        ("2a", ""),
        ("bordeaux", "33000 BORDEAUX"),
        ("BORD", "33000 BORDEAUX"),
        ("33000 bordeaux", "33000 BORDEAUX"),
        ("33800 b", "33800 BORDEAUX"),
        ("bordeaux 338", "33800 BORDEAUX"),
        ("saint-etienne", "42000 SAINT-ÉTIENNE"),
        ("Saint Étienne", "42000 SAINT-ÉTIENNE"),
        ("st etienne", "42000 SAINT-ÉTIENNE"),
        ("St-Étienne", "42000 SAINT-ÉTIENNE"),
        ("ste marie aux mines", "68160 SAINTE-MARIE-AUX-MINES"),
        ("sainte marie aux mines", "68160 SAINTE-MARIE-AUX-MINES"),
        ("le havre", "76600 LE HAVRE"),
        ("havre", "76600 LE HAVRE"),
        ("la rochelle", "17000 LA ROCHELLE"),
        ("la r", "17000 LA ROCHELLE"),
        ("rochelle", "17000 LA ROCHELLE"),
        ("l'haÿ", "94240 L’HAŸ-LES-ROSES"),
        ("L’Hay les Roses", "94240 L’HAŸ-LES-ROSES"),
        ("lhay", "94240 L’HAŸ-LES-ROSES"),
        ("hay les roses", "94240 L’HAŸ-LES-ROSES"),
        ("villeneuve d'ascq", "59491 VILLENEUVE-D’ASCQ"),
        ("villeneuve d", "59491 VILLENEUVE-D’ASCQ"),
        ("villeneuve dascq", "59491 VILLENEUVE-D’ASCQ"),
        ("villeneuve ascq", "59491 VILLENEUVE-D’ASCQ"),
        ("neuilly seine", "92200 NEUILLY-SUR-SEINE"),
        ("neuilly s/seine", "92200 NEUILLY-SUR-SEINE"),
        ("oeuilly", "51480 ŒUILLY"),
        ("y", "80190 Y"),
        ("paris 15", "75015 PARIS"),
        ("paris 15e", "75015 PARIS"),
        ("paris 15ème", "75015 PARIS"),
        ("paris 75015", "75015 PARIS"),
        ("paris 1er", "75001 PARIS"),
        ("marseille 13", "13013 MARSEILLE"),
        ("lyon", "69001 LYON"),
        ("mamoudzou", "97600 MAMOUDZOU"),
        ("cayenne", "97300 CAYENNE"),
        ("papeete", "98714 PAPEETE"),
        ("  bordeaux  ", "33000 BORDEAUX"),
        ("Bellegarde-sur-Valserine", "01200 VALSERHÔNE"),
        ("", ""),
        ("  ", ""),
        ("’-,./", ""),
        ("zzz", ""),
        ("330000", ""),
    ],
)
def test_what_comes_first(typed: str, first: str) -> None:
    assert labels(typed)[:1] == ([first] if first else [])


def test_the_arrondissements_come_in_their_order() -> None:
    assert labels("paris", 20) == [f"750{number:02} PARIS" for number in range(1, 17)] + [
        "75116 PARIS",
        "75017 PARIS",
        "75018 PARIS",
        "75019 PARIS",
    ]


def test_homonyms_are_told_apart_the_more_populous_first() -> None:
    found = suggest("saint denis", 5)
    assert [(one.label, one.detail) for one in found] == [
        ("97400 SAINT-DENIS", "La Réunion"),
        ("93200 SAINT-DENIS", "Seine-Saint-Denis"),
        ("11310 SAINT-DENIS", "Aude"),
        ("30500 SAINT-DENIS", "Gard"),
        ("97417 SAINT-DENIS", "La Réunion"),
    ]


def test_a_city_leaves_room_for_others_until_its_name_is_whole() -> None:
    assert labels("bor", 2) == ["33000 BORDEAUX", "98730 BORA-BORA"]
    assert labels("bordeaux", 5) == [f"33{number}00 BORDEAUX" for number in ("0", "1", "2", "3", "8")]
    assert labels("33", 2) == ["33000 BORDEAUX", "33700 MÉRIGNAC"]
    assert labels("331", 1) == ["33100 BORDEAUX"]
    assert labels("par", 2) == ["75001 PARIS", "33290 PAREMPUYRE"]


def test_st_may_also_begin_strasbourg() -> None:
    assert "67000 STRASBOURG" in labels("st")
    assert labels("st", 1) != ["56110 LE SAINT"]
    assert labels("stras", 1) == ["67000 STRASBOURG"]


def test_the_detail_names_the_departement_once_and_the_old_name() -> None:
    details = {one.label: one.detail for typed in ("75001", "bellegarde sur v", "69001") for one in suggest(typed, 1)}
    assert details == {
        "75001 PARIS": "1er arrondissement",
        "01200 VALSERHÔNE": "Bellegarde-sur-Valserine, Ain",
        "69001 LYON": "1er arrondissement, Rhône",
    }


def test_nothing_is_suggested_twice() -> None:
    for typed in ("saint", "s", "97", "la roche", "a b"):
        keys = [one.key for one in suggest(typed, 50)]
        assert len(keys) == len(set(keys)) == 50


@given(st.sampled_from(EVERY))
def test_every_commune_is_found_by_its_postal_code_by_its_name_and_by_both(commune: tuple[str, str]) -> None:
    insee, postcode = commune
    name = KNOWN[insee][0]
    key = f"{insee}:{postcode}"
    typed = [postcode, name, f"{postcode} {name}", f"{name} {postcode}"]
    plain = unicodedata.normalize("NFD", name.upper())
    typed.append("".join(sign for sign in plain if not unicodedata.combining(sign)))
    assert PLACES.holds(Place.COMMUNE, key)
    assert PLACES.name(Place.COMMUNE, key) == f"{postcode} {name.upper()}"
    for text in typed:
        assert key in [one.key for one in suggest(text, 400)], text


NEAR = st.text(st.sampled_from("saintelrd’'- 0123579éÉœ|#\t\n:%(*"), max_size=12)


@settings(max_examples=300)
@given(st.text(max_size=80) | NEAR | st.tuples(st.sampled_from(["st ", "la ", "75", "l’"]), NEAR).map("".join))
def test_whatever_is_typed_what_is_suggested_can_be_taken(typed: str) -> None:
    for limit in (0, 1, 5):
        found = suggest(typed, limit)
        assert len(found) <= limit
        assert all(PLACES.holds(Place.COMMUNE, one.key) for one in found)
        assert all(PLACES.name(Place.COMMUNE, one.key) == one.label for one in found)
    assert suggest(typed, 1) == suggest(typed, 5)[:1]


@given(st.text() | st.from_regex(r"[0-9AB]{5}:[0-9]{5}", fullmatch=True))
def test_what_the_list_does_not_hold_has_no_name(key: str) -> None:
    if not PLACES.holds(Place.COMMUNE, key):
        with pytest.raises(KeyError):
            PLACES.name(Place.COMMUNE, key)
    else:
        assert key.partition(":")[0] in KNOWN


@pytest.mark.parametrize(
    "key",
    ["", ":", "33063", "33063:", "33063:75001", "75056:75001", "33063:33000\n", "\t33063\t:33000", "33063:３３０００"],
)
def test_keys_that_are_none(key: str) -> None:
    assert not PLACES.holds(Place.COMMUNE, key)
