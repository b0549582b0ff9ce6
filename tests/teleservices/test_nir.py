"""NIR: the vectors of facts/carte-vitale.md §3, and what a text must not do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.nir import Nir, NirFault, from_card, from_typing

RIGHT_KEYS = [
    "284058832102532",
    "284052A32102552",
    "284052B32102579",
    "284202B32102528",
    "284992B32102531",
    "255081416802538",
    "295109912611193",
    "253072A07300443",
    "253072B07300470",
    "185057511606097",
    "185057511605901",
]
BODIES = st.from_regex(r"[12][0-9]{2}(0[1-9]|1[0-2]|[2-9][0-9])([0-9]{2}|2A|2B)[0-9]{6}", fullmatch=True).filter(
    str.isascii
)


@pytest.mark.parametrize("text", RIGHT_KEYS)
def test_published_vectors_are_read_both_ways(text: str) -> None:
    nir = from_card(text)
    assert isinstance(nir, Nir)
    assert (nir.full, nir.key) == (text, text[13:])
    assert from_typing(text) == nir


@pytest.mark.parametrize("text", RIGHT_KEYS)
def test_the_key_may_be_left_out_when_typing(text: str) -> None:
    assert from_typing(text[:13]) == from_typing(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NirFault.LENGTH),
        ("28405883210253", NirFault.LENGTH),
        ("2840588321025321", NirFault.LENGTH),
        ("284058832102533", NirFault.KEY),
        ("284058832102500", NirFault.KEY),
        ("284058832102598", NirFault.KEY),
        ("28405883210253A", NirFault.KEY),
        ("284052C32102552", NirFault.SIGNS),
        ("28405A832102532", NirFault.SIGNS),
        ("２84058832102532", NirFault.SIGNS),
        ("28405883210253²", NirFault.KEY),
    ],
)
def test_what_is_not_a_nir_says_why(text: str, fault: NirFault) -> None:
    assert from_card(text) is fault
    assert from_typing(text) is fault


@pytest.mark.parametrize("body", ["3840588321025", "2841388321025", "2840088321025", "8840588321025"])
def test_a_card_is_never_refused_for_its_sex_or_month_where_typing_is(body: str) -> None:
    assert from_card(Nir(body).full) == Nir(body)
    assert from_typing(body) is NirFault.SIGNS


@pytest.mark.parametrize(
    "text",
    ["2 84 05 88 321 025 32", "2-84-05-88-321-025-32", "2.84.05.88.321.025.32", "284052b32102579", " 284058832102532 "],
)
def test_people_type_with_separators_and_small_letters(text: str) -> None:
    assert isinstance(from_typing(text), Nir)


def test_it_is_grouped_as_people_read_it() -> None:
    assert Nir("2840588321025").grouped == "2\u00a084\u00a005\u00a088\u00a0321\u00a0025\u00a032"


@given(BODIES)
def test_what_is_grouped_or_full_is_read_back(body: str) -> None:
    nir = Nir(body)
    assert 1 <= int(nir.key) <= 97
    assert from_typing(nir.grouped) == from_typing(nir.full) == from_card(nir.full) == nir


@given(BODIES, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, shift: int) -> None:
    """97 is prime and no power of ten is a multiple of it."""
    nir = Nir(body)
    if not body[place].isdigit() or not body[5:7].isdigit():
        return
    wrong = body[:place] + str((int(body[place]) + shift) % 10) + body[place + 1 :]
    assert from_card(wrong + nir.key) is NirFault.KEY


@given(st.text(max_size=20))
def test_any_text_is_a_nir_or_a_fault(text: str) -> None:
    for read in (from_card, from_typing):
        assert isinstance(read(text), Nir | NirFault)


def test_it_does_not_show_in_a_log() -> None:
    assert repr(Nir("2840588321025")) == "Nir(…)"
