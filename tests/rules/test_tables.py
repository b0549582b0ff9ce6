"""What of a large table is played in every run (helpers/tables.py) leaves out no row and no column."""

from __future__ import annotations

from types import ModuleType

import killed
import killed_forms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cover, table

SIZES = st.integers(1, 12)
CELLS = st.frozensets(st.tuples(st.integers(0, 11), st.integers(0, 11)))


@given(SIZES, SIZES, CELLS)
def test_a_cover_meets_every_row_and_every_column(height: int, width: int, telling: frozenset[tuple[int, int]]) -> None:
    chosen = cover(range(height), range(width), lambda row, column: (row, column) in telling)

    assert {row for row, _ in chosen} == set(range(height))
    assert {column for _, column in chosen} == set(range(width))
    assert len(chosen) == len(set(chosen)) <= height + width


@given(SIZES, SIZES, CELLS)
def test_what_has_telling_cells_is_met_in_one(height: int, width: int, telling: frozenset[tuple[int, int]]) -> None:
    inside = {(row, column) for row, column in telling if row < height and column < width}
    met = inside.intersection(cover(range(height), range(width), lambda row, column: (row, column) in telling))

    assert {row for row, _ in met} == {row for row, _ in inside}
    assert {column for _, column in met} == {column for _, column in inside}


def test_the_rest_is_the_soak_s_and_nothing_is_lost() -> None:
    cells = table("abc", range(3), lambda _row, column: column == 2)

    assert [cell.values for cell in cells] == [(row, column) for row in "abc" for column in range(3)]
    assert [cell.values for cell in cells if not cell.marks] == [("a", 0), ("a", 2), ("b", 1), ("b", 2), ("c", 2)]
    assert {mark.name for cell in cells for mark in cell.marks} == {"soak"}


@pytest.mark.parametrize("deaths", [killed, killed_forms], ids=["a visit", "identification"])
def test_a_death_that_shows_is_met_in_every_state_that_knows_one(deaths: ModuleType) -> None:
    """What is left out of a run shows in another state, or for another part."""
    arrive, parts, shows = deaths.ARRIVE, deaths.PARTS, deaths.shows
    met = {(state, part) for state, part in cover(tuple(arrive), parts, shows) if shows(state, part)}

    assert {state for state, _ in met} == {state for state in arrive if any(shows(state, part) for part in parts)}
