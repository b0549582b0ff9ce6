"""The countries: which, in which words, found how."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from teleservices.flow.model import Place
from teleservices.places import countries
from teleservices.places.fold import fold
from teleservices.places.places import Places
from teleservices.texts.catalogue import LANGUAGES

PLACES = Places()


def suggest(typed: str, language: str = "fr", limit: int = 6) -> list[str]:
    return [one.label for one in PLACES.suggest(Place.COUNTRY, typed, limit, language)]


@pytest.mark.parametrize(
    "code", ["FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "WF", "PF", "NC", "TF", "EU", "UN", "ZZ", "001", ""]
)
def test_france_and_what_is_no_country_are_not_held(code: str) -> None:
    assert not PLACES.holds(Place.COUNTRY, code)
    with pytest.raises(KeyError):
        PLACES.name(Place.COUNTRY, code)


def test_the_others_are_those_of_iso_3166() -> None:
    """249 codes are assigned: less the 13 of France, less 3 where nobody lives, and Kosovo."""
    assert len(countries.names("fr")) == 249 - 13 - 3 + 1
    assert {"BE", "CH", "LU", "MC", "DZ", "MA", "TN", "PT", "GB", "US", "XK"} <= countries.names("fr").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_name_of_its_own(language: str) -> None:
    names = countries.names(language)
    assert names.keys() == countries.names("fr").keys()
    assert len(set(names.values())) == len(names)
    assert names["DE"] == Locale(language).territories["DE"]


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("alle", "fr", "Allemagne"),
        ("ALLEMAGNE", "fr", "Allemagne"),
        ("emirats", "fr", "Émirats arabes unis"),
        ("états-unis", "fr", "États-Unis"),
        ("usa", "fr", "États-Unis"),
        ("cote d'iv", "fr", "Côte d’Ivoire"),
        ("ivoire", "fr", "Côte d’Ivoire"),
        ("angleterre", "fr", "Royaume-Uni"),
        ("pays bas", "fr", "Pays-Bas"),
        ("hollande", "fr", "Pays-Bas"),
        ("birmanie", "fr", "Myanmar (Birmanie)"),
        ("niger", "fr", "Niger"),
        ("guinée", "fr", "Guinée"),
        ("germ", "en", "Germany"),
        ("allemagne", "en", "Germany"),
        ("ivory", "en", "Côte d’Ivoire"),
        ("united k", "en", "United Kingdom"),
        ("la Belgique", "fr", "Belgique"),
        ("l'Île Maurice", "fr", "Maurice"),
        ("the united k", "en", "United Kingdom"),
        ("vietnam", "fr", "Viêt Nam"),
        ("la", "fr", "Laos"),
        ("germany", "fr", ""),
        ("guadeloupe", "fr", ""),
        ("france", "fr", ""),
        ("", "fr", ""),
        ("’ ", "fr", ""),
    ],
)
def test_what_comes_first(typed: str, language: str, first: str) -> None:
    assert suggest(typed, language)[:1] == ([first] if first else [])


def test_beginnings_come_by_alphabet_then_words_inside() -> None:
    assert suggest("is", limit=8) == ["Islande", "Israël"]
    assert suggest("bel") == ["Belgique", "Belize", "Biélorussie"]
    assert suggest("cor") == ["Corée du Nord", "Corée du Sud"]
    assert suggest("nord") == ["Corée du Nord", "Îles Mariannes du Nord", "Macédoine du Nord", "Royaume-Uni"]


def test_what_is_found_by_another_name_says_which() -> None:
    found = [*PLACES.suggest(Place.COUNTRY, "irlande", 3), *PLACES.suggest(Place.COUNTRY, "allem", 3, "en")]
    assert [(one.label, one.detail) for one in found] == [
        ("Irlande", ""),
        ("Royaume-Uni", "Irlande du Nord"),
        ("Germany", "Allemagne"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_found_by_its_own_name(language: str) -> None:
    for code, name in countries.names(language).items():
        assert code in [one.key for one in PLACES.suggest(Place.COUNTRY, name, 3, language)]
        assert PLACES.name(Place.COUNTRY, code, language) == name


@given(st.text(max_size=20), st.integers(0, 5), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_what_is_suggested_can_be_taken(typed: str, limit: int, language: str) -> None:
    found = PLACES.suggest(Place.COUNTRY, typed, limit, language)
    assert len(found) <= limit
    assert all(PLACES.holds(Place.COUNTRY, one.key) for one in found)


@given(st.text())
def test_folding_leaves_lower_case_words_and_folds_no_further(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert folded.isascii()
    assert all(sign.isalnum() or sign == " " for sign in folded)
    assert fold(folded) == folded
    assert fold(text.upper()) == folded or "ı" in text or not text.isascii()
