"""A filing is dated by its own moment wherever that can be true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from declaring import opened
from hypothesis import given
from hypothesis import strategies as st
from running_caisse import NOON

from caisse.declarations.dating import LONGEST, Filed, filed

MINUTE = timedelta(minutes=1)
MOMENTS = st.datetimes(timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(0), Filed(NOON, unsure=False)),
        (timedelta(days=119), Filed(NOON - timedelta(days=119), unsure=False)),
        (LONGEST, Filed(NOON - LONGEST, unsure=False)),
        (LONGEST + MINUTE, Filed(NOON, unsure=True)),
        (-MINUTE, Filed(NOON, unsure=False)),
        (-2 * MINUTE, Filed(NOON, unsure=False)),
        (-3 * MINUTE, Filed(NOON, unsure=True)),
    ],
)
def test_what_a_clock_says_is_believed_where_it_can_be(before: timedelta, expected: Filed) -> None:
    assert filed(opened(filed_at=NOON - before, received_at=NOON)) == expected


def test_a_clock_that_stood_still_says_nothing() -> None:
    assert filed(opened(filed_at=datetime(1970, 1, 1, tzinfo=UTC), received_at=NOON)) == Filed(NOON, unsure=True)


def test_what_is_known_to_be_unsure_stays_so() -> None:
    earlier = NOON - timedelta(hours=5)
    assert filed(opened(filed_at=earlier, received_at=NOON, unsure=True)) == Filed(earlier, unsure=True)


@given(MOMENTS, st.booleans())
def test_nothing_is_filed_after_its_arrival_nor_before_its_key(filed_at: datetime, unsure: bool) -> None:
    found = filed(opened(filed_at=filed_at, received_at=NOON, unsure=unsure))
    assert NOON - LONGEST <= found.at <= NOON
    assert found.unsure or not unsure
