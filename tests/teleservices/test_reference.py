"""References: ten signs that nobody mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.reference import LENGTH, SIGNS, Reference, draw, from_text

REFERENCES = st.text(SIGNS, min_size=LENGTH, max_size=LENGTH).map(Reference)


def test_no_sign_is_taken_for_another() -> None:
    assert len(SIGNS) == len(set(SIGNS)) == 32
    assert not set("0O1Il") & set(SIGNS)


def test_every_sign_is_drawn_from_the_randomness_given() -> None:
    asked: list[int] = []

    def below(limit: int) -> int:
        asked.append(limit)
        return (7 * len(asked)) % limit

    assert draw(below) == Reference("9GPW5CKSZ8")
    assert asked == [32] * 10


@given(REFERENCES, st.sampled_from([" ", "-", ".", "\u00a0", ""]))
def test_it_is_read_as_people_copy_it(reference: Reference, separator: str) -> None:
    copied = separator.join((reference.signs[:4], reference.signs[4:8], reference.signs[8:])).lower()
    assert from_text(copied) == from_text(reference.grouped) == reference


@pytest.mark.parametrize(
    "text", ["", "A" * 9, "A" * 11, "0" * 10, "AAAAAAAAAO", "AAAAAAAAA1", "ÀAAAAAAAAA", "ßAAAAAAAAA"]
)
def test_anything_else_is_none(text: str) -> None:
    assert from_text(text) is None


@given(st.text(max_size=14))
def test_any_text_is_a_reference_or_none(text: str) -> None:
    found = from_text(text)
    assert found is None or set(found.signs) <= set(SIGNS)


def test_it_is_grouped_in_fours() -> None:
    assert Reference("7KQ2M9XW4T").grouped == "7KQ2\u00a0M9XW\u00a04T"
