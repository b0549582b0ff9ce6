"""What a technician of the cast does in front of a terminal: the gesture, number and code, a finger over all of it."""

from __future__ import annotations

import time
from functools import cache

from dock.cast import Technician, load
from dock.player import words
from dock.player.steps import Act
from dock.player.visitor import Panel, VisitError, Visitor

_CORNER_MM = 15.0
_REST_S = 2.6
_STEP_MM = 8.0
_TAP_MM = 19.0
_BETWEEN_STEPS_S = 0.01
_MOST_CHECKS = 10


@cache
def _technician(name: str) -> Technician:
    return load().technicians[name]


def types_number(name: str) -> Act:
    """Type this technician's number into the field for it."""
    return lambda visitor: visitor.type(_technician(name).number, into=words.TECHNICIAN)


def types_code(name: str) -> Act:
    """Type this technician's code into the field for it."""
    return lambda visitor: visitor.type(_technician(name).code, into=words.TECHNICIANS_CODE)


def knocks(visitor: Visitor) -> None:
    """Make the hidden gesture: one finger, along the top to the right, then back, resting in each corner."""
    panel = visitor.panel
    left, right = _CORNER_MM, panel.cabinet.width_mm - _CORNER_MM
    _stroke(panel, left, right)
    _stroke(panel, right, left)


def taps_all_over(visitor: Visitor) -> None:
    """Tap the whole screen, row by row, a finger's width apart."""
    panel = visitor.panel
    for row in range(int(panel.cabinet.height_mm // _TAP_MM)):
        for column in range(int(panel.cabinet.width_mm // _TAP_MM)):
            panel.touch.tap((column + 0.5) * _TAP_MM, (row + 0.5) * _TAP_MM)


def checks_until_seen(text: str) -> Act:
    """Have the terminal checked again until it says this: a device takes a moment to notice."""
    return _checks(text, seen=True)


def checks_until_gone(text: str) -> Act:
    """The same until it says this no more."""
    return _checks(text, seen=False)


def _checks(text: str, *, seen: bool) -> Act:
    def act(visitor: Visitor) -> None:
        for _ in range(_MOST_CHECKS):
            visitor.expect_title(words.STATUS)
            visitor.hold_still()
            if any(text in said for said in visitor.read()) is seen:
                return
            visitor.touch(words.CHECK_AGAIN)
        raise VisitError(f"« {text} » {'does not come' if seen else 'stays'}, however often it is checked")

    return act


def _stroke(panel: Panel, start_mm: float, end_mm: float) -> None:
    panel.touch.press(start_mm, _CORNER_MM)
    time.sleep(_REST_S)
    _slide(panel, start_mm, end_mm, _CORNER_MM)
    time.sleep(_REST_S)
    panel.touch.release(end_mm, _CORNER_MM)


def _slide(panel: Panel, start_mm: float, end_mm: float, y_mm: float) -> None:
    steps = max(1, round(abs(end_mm - start_mm) / _STEP_MM))
    for step in range(1, steps + 1):
        panel.touch.move(start_mm + (end_mm - start_mm) * step / steps, y_mm)
        time.sleep(_BETWEEN_STEPS_S)
