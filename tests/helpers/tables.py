"""A large table of cells, of which every run plays a cover and ``./dev soak tests`` the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

Row = TypeVar("Row")
Column = TypeVar("Column")


def _alike(_row: object, _column: object) -> bool:
    return True


def cover(
    rows: Sequence[Row], columns: Sequence[Column], telling: Callable[[Row, Column], bool] = _alike
) -> list[tuple[Row, Column]]:
    """Few cells that together meet every row and every column, spread as evenly as that allows.

    A row or column that has telling cells is met in one of those.

    Args:
        telling: whether more can go wrong in the cell than in its neighbours.
    """
    columns_met: Counter[Column] = Counter()
    rows_met: Counter[Row] = Counter()
    told: set[Column] = set()
    chosen: list[tuple[Row, Column]] = []

    def choose(row: Row, column: Column) -> None:
        chosen.append((row, column))
        rows_met[row] += 1
        columns_met[column] += 1
        if telling(row, column):
            told.add(column)

    for row in rows:
        choose(row, min(_preferred(columns, [telling(row, column) for column in columns]), key=columns_met.__getitem__))
    for column in columns:
        cells = [telling(row, column) for row in rows]
        if column not in (told if any(cells) else columns_met):
            choose(min(_preferred(rows, cells), key=rows_met.__getitem__), column)
    return chosen


Value = TypeVar("Value")


def _preferred(values: Sequence[Value], telling: Sequence[bool]) -> list[Value]:
    told = [value for value, tells in zip(values, telling, strict=True) if tells]
    return told or list(values)


def table(
    rows: Sequence[Row], columns: Sequence[Column], telling: Callable[[Row, Column], bool] = _alike
) -> list[pytest.ParameterSet]:
    """Every cell as the two arguments of a test, those outside the ``cover`` marked ``soak``."""
    always = cover(rows, columns, telling)
    return [
        pytest.param(row, column, marks=() if (row, column) in always else pytest.mark.soak)
        for row in rows
        for column in columns
    ]


def name_of(value: object) -> object | None:
    """The ``name`` of what has one, for pytest's ``ids``."""
    return getattr(value, "name", None)
