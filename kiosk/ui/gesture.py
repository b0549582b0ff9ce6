"""The hidden gesture that opens the door of maintenance: one finger, two strokes along the top of the welcome screen.

First stroke: the finger comes down in the top left corner, rests, slides to the top right corner, rests, and lifts.
Second stroke, soon after: the same, from right to left. Nothing is shown before the second one ends.

The gesture keeps curious hands from a form; it protects nothing. Odds: of fingers that come down anywhere on the
smallest cabinet, rest for anything up to ten seconds, slide anywhere and rest again, one pair of strokes in 10⁹ makes
it; a tap never does, however many there are and wherever (``tests/maintenance_ui/test_gesture.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, assert_never

CORNER_MM: Final = 35.0
"""Side of a corner."""
LEAST_REST_S: Final = 2.0
MOST_REST_S: Final = 5.0
MOST_SLIDE_S: Final = 3.0
"""From one corner to the other."""
MOST_PAUSE_S: Final = 4.0
"""Between the strokes."""


class Corner(Enum):
    """Where a finger can rest."""

    LEFT = auto()
    RIGHT = auto()
    ELSEWHERE = auto()


class Phase(Enum):
    """What a finger does."""

    DOWN = auto()
    MOVE = auto()
    UP = auto()


@dataclass(frozen=True)
class Touch:
    """One finger at one moment.

    Attributes:
        x_mm, y_mm: from the top left corner of the lit surface.
        at: seconds, of the display server's clock.
    """

    phase: Phase
    x_mm: float
    y_mm: float
    at: float


@dataclass(frozen=True)
class Idle:
    """No finger is down."""


@dataclass(frozen=True)
class Resting:
    """A stroke has begun: the finger rests in its first corner since ``since``."""

    first: Corner
    since: float


@dataclass(frozen=True)
class Sliding:
    """It has left it at ``since``."""

    first: Corner
    since: float


@dataclass(frozen=True)
class Arrived:
    """It rests in the other corner since ``since``."""

    first: Corner
    since: float


@dataclass(frozen=True)
class Spoilt:
    """Whatever this finger does now, it is no stroke."""


Stroke = Idle | Resting | Sliding | Arrived | Spoilt


@dataclass(frozen=True)
class Gesture:
    """How far the gesture has come: a pure value, changed by ``after``.

    Attributes:
        width_mm: of the lit surface.
        stroke: of the finger that is down.
        halfway: when the first stroke ended, None before that.
        complete: whether the last touch completed it.
    """

    width_mm: float
    stroke: Stroke = Idle()
    halfway: float | None = None
    complete: bool = False

    def after(self, touch: Touch) -> Gesture:
        """The gesture after one more touch of the only finger that is down."""
        match touch.phase:
            case Phase.DOWN:
                return self._down(touch)
            case Phase.MOVE:
                return replace(self, stroke=self._moved(touch), complete=False)
            case Phase.UP:
                return self._up(touch)
            case _:
                assert_never(touch.phase)

    def spoilt(self) -> Gesture:
        """The gesture after a second finger, or on a screen where it does not count: all is to be begun again."""
        return Gesture(self.width_mm, Spoilt())

    def _corner(self, touch: Touch) -> Corner:
        if touch.y_mm > CORNER_MM:
            return Corner.ELSEWHERE
        if touch.x_mm <= CORNER_MM:
            return Corner.LEFT
        return Corner.RIGHT if touch.x_mm >= self.width_mm - CORNER_MM else Corner.ELSEWHERE

    def _down(self, touch: Touch) -> Gesture:
        soon = self.halfway is not None and 0 <= touch.at - self.halfway <= MOST_PAUSE_S
        halfway = self.halfway if soon else None
        wanted = Corner.LEFT if halfway is None else Corner.RIGHT
        corner = self._corner(touch)
        if corner is Corner.LEFT and wanted is Corner.RIGHT:
            # Somebody begins again.
            halfway, wanted = None, Corner.LEFT
        stroke: Stroke = Resting(corner, touch.at) if corner is wanted else Spoilt()
        return Gesture(self.width_mm, stroke, halfway if corner is wanted else None)

    def _moved(self, touch: Touch) -> Stroke:
        corner, stroke = self._corner(touch), self.stroke
        match stroke:
            case Resting(first, since) if corner is not first:
                if not LEAST_REST_S <= touch.at - since <= MOST_REST_S:
                    return Spoilt()
                return Sliding(first, touch.at) if corner is Corner.ELSEWHERE else Arrived(first, touch.at)
            case Sliding(first, since) if corner is first or touch.at - since > MOST_SLIDE_S:
                return Spoilt()
            case Sliding(first) if corner is not Corner.ELSEWHERE:
                return Arrived(first, touch.at)
            case Arrived(first) if corner is first or corner is Corner.ELSEWHERE:
                return Spoilt()
            case _:
                return stroke

    def _up(self, touch: Touch) -> Gesture:
        # Lifting is a last move: a finger can lift farther on than it was last seen.
        ended = self._moved(touch)
        rested = isinstance(ended, Arrived) and LEAST_REST_S <= touch.at - ended.since <= MOST_REST_S
        if not rested:
            return Gesture(self.width_mm)
        if self.halfway is None:
            return Gesture(self.width_mm, halfway=touch.at)
        return Gesture(self.width_mm, complete=True)
