"""A rush is many declarations in one second, and is over a second after the last such."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from caisse.handlers.arrivals import RUSH, Arrivals

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_nothing_is_no_rush() -> None:
    assert not Arrivals().rush(NOON)


def test_a_rush_is_counted_over_one_second() -> None:
    arrivals = Arrivals()
    arrivals.note(RUSH - 1, NOON)
    assert not arrivals.rush(after(0.9))
    arrivals.note(1, after(0.9))
    assert arrivals.rush(after(0.9))


def test_a_steady_stream_below_it_is_none() -> None:
    arrivals = Arrivals()
    for second in range(10):
        arrivals.note(RUSH - 1, after(second))
        assert not arrivals.rush(after(second + 0.5))


@pytest.mark.parametrize(("seconds", "still"), [(0.5, True), (1.5, True), (2.5, False), (-1, False), (86_400, False)])
def test_it_is_over_a_second_later_whatever_the_clock_does(seconds: float, still: bool) -> None:
    arrivals = Arrivals()
    arrivals.note(RUSH, NOON)
    assert arrivals.rush(after(seconds)) is still
