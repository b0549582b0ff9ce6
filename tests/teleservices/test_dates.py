"""Birth dates, lunar ones included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teleservices.dates import BirthDate, BirthDateFault, from_day, from_text


@pytest.mark.parametrize(
    ("text", "day", "counted_from"),
    [
        ("19840512", date(1984, 5, 12), date(1984, 5, 12)),
        ("20120229", date(2012, 2, 29), date(2012, 2, 29)),
        ("20110229", None, date(2011, 2, 1)),
        ("19440000", None, date(1944, 1, 1)),
        ("19440500", None, date(1944, 5, 1)),
        ("19440532", None, date(1944, 5, 1)),
        ("19441301", None, date(1944, 1, 1)),
        ("19449999", None, date(1944, 1, 1)),
    ],
)
def test_a_lunar_date_has_no_day_but_counts_from_one(text: str, day: date | None, counted_from: date) -> None:
    found = from_text(text)
    assert isinstance(found, BirthDate)
    assert (found.text, found.day, found.counted_from, found.year) == (text, day, counted_from, int(text[:4]))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", BirthDateFault.FORM),
        ("1984051", BirthDateFault.FORM),
        ("198405120", BirthDateFault.FORM),
        ("1984-5-1", BirthDateFault.FORM),
        ("１９８４０５１２", BirthDateFault.FORM),
        ("00000512", BirthDateFault.YEAR),
    ],
)
def test_what_is_not_a_date_says_why(text: str, fault: BirthDateFault) -> None:
    assert from_text(text) is fault


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        ("20101121", date(2026, 11, 20), 15),
        ("20101121", date(2026, 11, 21), 16),
        ("20101121", date(2026, 11, 22), 16),
        ("20120229", date(2026, 2, 28), 13),
        ("20120229", date(2026, 3, 1), 14),
        ("19440000", date(2025, 12, 31), 81),
        ("19440000", date(2026, 1, 1), 82),
        ("20261122", date(2026, 11, 21), -1),
    ],
)
def test_an_age_changes_on_the_birthday(born: str, today: date, age: int) -> None:
    found = from_text(born)
    assert isinstance(found, BirthDate)
    assert found.age_on(today) == age


@given(st.dates(date(1, 1, 1), date(2100, 12, 31)))
def test_a_known_day_is_read_back(day: date) -> None:
    assert from_text(from_day(day).text) == from_day(day)
    assert from_day(day).day == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_an_age_never_goes_down(day: date, later: int) -> None:
    born, then = from_day(day), day + timedelta(days=later)
    assert born.age_on(then + timedelta(days=1)) - born.age_on(then) in {0, 1}


@given(st.text(max_size=10))
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    found = from_text(text)
    if isinstance(found, BirthDate):
        assert isinstance(found.counted_from, date)


def test_it_does_not_show_in_a_log() -> None:
    assert repr(from_text("19840512")) == "BirthDate(…)"
