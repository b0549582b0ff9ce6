"""What a person has proved, as a table."""

from __future__ import annotations

import pytest

from teleservices.levels import Level


@pytest.mark.parametrize(
    ("proved", "needed", "enough"),
    [
        (Level.NONE, Level.NONE, True),
        (Level.NONE, Level.CARD, False),
        (Level.NONE, Level.CODE, False),
        (Level.CARD, Level.NONE, True),
        (Level.CARD, Level.CARD, True),
        (Level.CARD, Level.CODE, False),
        (Level.CODE, Level.NONE, True),
        (Level.CODE, Level.CARD, True),
        (Level.CODE, Level.CODE, True),
    ],
)
def test_who_reaches_what(proved: Level, needed: Level, enough: bool) -> None:
    assert proved.reaches(needed) is enough
