"""The hidden gesture is made by who knows it, and found by nobody else."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.gesture import MOST_PAUSE_S, Gesture, Phase, Touch

WIDTH, HEIGHT = 194.0, 345.0
"""The smallest cabinet: the corners are the largest part of it."""
LEFT, RIGHT, MIDDLE = (12.0, 12.0), (182.0, 12.0), (97.0, 12.0)
Place = tuple[float, float]
Stay = tuple[Place, float]
"""Where a finger is, and how many seconds before it is elsewhere or lifted."""


def finger(stays: Iterable[Stay], begin: float) -> list[Touch]:
    """One finger down, from place to place, and lifted where it was last."""
    touches, now, phase, last = [], begin, Phase.DOWN, LEFT
    for place, seconds in stays:
        touches.append(Touch(phase, *place, now))
        now, phase, last = now + seconds, Phase.MOVE, place
    return [*touches, Touch(Phase.UP, *last, now)]


def makes_it(*fingers: Iterable[Stay], pause: float = 1.0) -> bool:
    """Whether one finger after the other completes the gesture; it must not before the last."""
    gesture, now = Gesture(WIDTH), 1000.0
    complete: list[bool] = []
    for stays in fingers:
        for touch in finger(stays, now):
            gesture = gesture.after(touch)
            complete.append(gesture.complete)
            now = touch.at
        now += pause
    assert not any(complete[:-1]), "complete before its end"
    return complete[-1]


def stroke(start: Place, end: Place, first: float = 2.5, slide: float = 0.4, second: float = 2.5) -> list[Stay]:
    return [(start, first), (MIDDLE, slide), (end, second)]


THERE, BACK = stroke(LEFT, RIGHT), stroke(RIGHT, LEFT)


def test_there_and_back_makes_it() -> None:
    assert makes_it(THERE, BACK)


def test_a_finger_that_trembles_makes_it() -> None:
    def trembling(start: Place, end: Place) -> list[Stay]:
        around = [((place[0] + dx, place[1] + dx), 0.5) for place, dx in product((start,), (0.0, 3.0, -4.0, 1.0, 2.0))]
        return [*around, (MIDDLE, 0.3), *(((end[0] + dx, end[1]), 0.9) for dx in (0.0, 2.0, -3.0))]

    assert makes_it(trembling(LEFT, RIGHT), trembling(RIGHT, LEFT))


def test_who_begins_again_makes_it() -> None:
    assert makes_it([(LEFT, 0.2)], THERE, [(MIDDLE, 0.1)], THERE, THERE, BACK)


SPOILT = {
    "once": [THERE],
    "twice the same way": [THERE, THERE],
    "the wrong way round": [BACK, THERE],
    "no rest at the beginning": [stroke(LEFT, RIGHT, first=0.5), BACK],
    "no rest at the end": [stroke(LEFT, RIGHT, second=0.5), BACK],
    "too long a rest": [stroke(LEFT, RIGHT, first=9.0), BACK],
    "left lying": [stroke(LEFT, RIGHT, second=60.0), BACK],
    "too slow between": [stroke(LEFT, RIGHT, slide=5.0), BACK],
    "no slide": [[(LEFT, 5.0)], [(RIGHT, 5.0)], [(RIGHT, 5.0)], [(LEFT, 5.0)]],
    "lower down": [stroke((12.0, 60.0), (182.0, 60.0)), stroke((182.0, 60.0), (12.0, 60.0))],
    "back to where it came from": [[(LEFT, 2.5), (MIDDLE, 0.2), (LEFT, 0.1), (RIGHT, 2.5)], BACK],
    "a tap between": [THERE, [(MIDDLE, 0.1)], BACK],
}


@pytest.mark.parametrize("fingers", SPOILT.values(), ids=SPOILT.keys())
def test_what_is_not_the_gesture_does_nothing(fingers: list[list[Stay]]) -> None:
    assert not makes_it(*fingers)


def test_the_second_stroke_comes_soon() -> None:
    assert not makes_it(THERE, BACK, pause=MOST_PAUSE_S + 0.5)


def test_a_second_finger_spoils_it() -> None:
    gesture = Gesture(WIDTH)
    for touch in finger(THERE, 0.0):
        gesture = gesture.after(touch)
    gesture = gesture.after(Touch(Phase.DOWN, *RIGHT, 7.0)).spoilt()
    for touch in (Touch(Phase.MOVE, *MIDDLE, 9.5), Touch(Phase.MOVE, *LEFT, 10.0), Touch(Phase.UP, *LEFT, 12.5)):
        gesture = gesture.after(touch)
        assert not gesture.complete


CORNERS = (LEFT, RIGHT, (12.0, 333.0), (182.0, 333.0))


@pytest.mark.parametrize("rest", [0.05, 0.3, 1.0, 2.5, 4.0, 8.0])
def test_tapping_the_corners_in_any_order_never_finds_it(rest: float) -> None:
    """Every order of six corners, at every rhythm: a tap does not slide."""
    for order in product(CORNERS, repeat=6):
        assert not makes_it(*([(corner, rest)] for corner in order), pause=0.5)


places = st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT))


@given(st.lists(st.tuples(places, st.floats(0, 10)), min_size=1, max_size=40), st.floats(0, 6))
def test_no_tap_anywhere_finds_it(taps: list[Stay], pause: float) -> None:
    assert not makes_it(*([tap] for tap in taps), pause=pause)


def test_a_hundred_thousand_random_touches_do_not_find_it() -> None:
    """The likeliest to: each finger rests up to ten seconds, slides somewhere and rests again."""
    chance = random.Random(20261122)
    gesture, now = Gesture(WIDTH), 0.0

    def anywhere() -> Place:
        return chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT)

    for _ in range(100_000):
        for touch in finger([(anywhere(), chance.uniform(0, 10)), (anywhere(), chance.uniform(0, 10))], now):
            gesture = gesture.after(touch)
            assert not gesture.complete
            now = touch.at
        now += chance.uniform(0.05, 3)


def test_who_only_touches_the_two_corners_seldom_finds_it() -> None:
    """Even fingers that know the corners and not the rhythm need it right four times over."""
    chance = random.Random(7)
    gesture, now, found = Gesture(WIDTH), 0.0, 0
    for _ in range(20_000):
        stays = [(chance.choice((LEFT, RIGHT)), chance.uniform(0, 10)) for _ in range(2)]
        for touch in finger(stays, now):
            gesture = gesture.after(touch)
            found += gesture.complete
            now = touch.at
        now += chance.uniform(0.05, 3)
    # A quarter of pairs of places, 0.3 for each of the rests: (0.25 × 0.09)² = 1 in 2,000 pairs.
    assert 0 < found < 40
