"""ESC-19: whoever taps the corners of the welcome screen, however long, finds nothing behind it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from attacked import Attacked
from window_stand import CABINETS

from kiosk.ui.gesture import Gesture, Phase, Touch
from kiosk.ui.sizes import Cabinet

TEN_MINUTES_S = 600.0
CURIOUS = 100
"""People, each with ten minutes."""


@pytest.mark.parametrize("cabinet", CABINETS, ids=lambda cabinet: cabinet.name)
def test_ten_minutes_of_tapping_corners_find_nothing(cabinet: Cabinet) -> None:
    """Short taps and long ones, in any order, hasty and slow."""
    corners = list(product((5.0, cabinet.width_mm - 5.0), (5.0, cabinet.height_mm - 5.0)))
    for person in range(CURIOUS):
        chance = np.random.default_rng(person)
        gesture, at, found = Gesture(cabinet.width_mm), 0.0, False
        while at < TEN_MINUTES_S:
            x_mm, y_mm = corners[chance.integers(len(corners))]
            gesture = gesture.after(Touch(Phase.DOWN, x_mm, y_mm, at))
            at += chance.exponential(1.5)
            gesture = gesture.after(Touch(Phase.UP, x_mm, y_mm, at))
            found = found or gesture.complete
            at += chance.exponential(0.8)
        assert not found


def test_corners_of_the_real_screen(welcome: Attacked) -> None:
    """As fast as a panel can tell: alone, two at once, and slid from one to the next."""
    cabinet = welcome.panel.cabinet
    corners = list(product((2.0, cabinet.width_mm - 2.0), (2.0, cabinet.height_mm - 2.0)))
    touch = welcome.panel.touch
    for _ in range(20):
        for start, end in product(corners, corners):
            touch.tap(*start)
            touch.press(*start, 0)
            touch.press(*end, 1)
            touch.release(*start, 0)
            touch.release(*end, 1)
            touch.press(*start)
            touch.move(*end)
            touch.release(*end)
    welcome.shows("welcome/welcome")
