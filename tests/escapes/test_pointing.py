"""ESC-05, ESC-06, ESC-07, ESC-08: no menu, no paste, no gesture, no second window, whatever is pointed with."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import clipboards
import pytest
from attacked import Attacked

from dock.monkey import keys
from dock.monkey.eyes import View

MIDDLE, RIGHT, BACK, FORWARD, WHEEL_UP, WHEEL_DOWN = 2, 3, 8, 9, 4, 5
CONTROL, SHIFT, V, INSERT, ENTER = 37, 50, 55, 118, 36
HELD_S = 1.5
"""Longer than Qt's, GTK's and Android's long press."""
EDGES = ((0.5, 0.5), (0.5, 266.0), (2.0, 2.0), (266.0, 474.0))


@pytest.fixture(params=["menu/home", "form/form.secret"])
def screen(request: pytest.FixtureRequest, welcome: Attacked) -> View:
    """Somebody's page, of buttons or of a field."""
    return welcome.at_home() if request.param == "menu/home" else welcome.at_password()


def stays(terminal: Attacked, before: View) -> None:
    after = terminal.shows(before.screen)
    assert set(after.controls) == set(before.controls)
    terminal.holds()


def places(terminal: Attacked, view: View) -> Iterator[tuple[float, float]]:
    """The middle of each control, in millimetres, and of nothing in particular."""
    for control in view.controls:
        if not control.is_key:
            yield terminal.panel.cabinet.to_mm(control.x, control.y)
    yield 134.0, 30.0


def test_other_buttons_of_a_mouse_do_nothing(welcome: Attacked, screen: View) -> None:
    """ESC-05, ESC-07: where a finger was last; it slid off each control, which asks for nothing."""
    for x_mm, y_mm in places(welcome, screen):
        welcome.panel.touch.press(x_mm, y_mm)
        welcome.panel.touch.move(1.0, 240.0)
        welcome.panel.touch.release(1.0, 240.0)
        for button in (MIDDLE, RIGHT, BACK, FORWARD, WHEEL_UP, WHEEL_DOWN):
            welcome.mouse.click(button)
    stays(welcome, screen)


def test_a_long_press_opens_no_menu(welcome: Attacked, screen: View) -> None:
    """ESC-05: all fingers of two hands rest on what can be pressed, then slide off it."""
    resting = list(places(welcome, screen))[:9]
    for finger, place in enumerate(resting):
        welcome.panel.touch.press(*place, finger)
    time.sleep(HELD_S)
    welcome.holds()
    for finger in range(len(resting)):
        welcome.panel.touch.move(1.0, 240.0, finger)
        welcome.panel.touch.release(1.0, 240.0, finger)
    stays(welcome, screen)


def test_gestures_of_several_fingers_do_nothing(welcome: Attacked, screen: View) -> None:
    """ESC-07: swipes and pinches on the panel and on a touchpad, from the edges too."""
    for count in (3, 4, 5):
        spots = [(60.0 + 30 * finger, 100.0) for finger in range(count)]
        for ends in ([(x, 300.0) for x, _ in spots], [(134.0, 200.0)] * count):
            for finger, spot in enumerate(spots):
                welcome.panel.touch.press(*spot, finger)
            for finger, end in enumerate(ends):
                welcome.panel.touch.move(*end, finger)
            for finger, end in enumerate(ends):
                welcome.panel.touch.release(*end, finger)
        for across, down in ((0.0, -400.0), (0.0, 400.0), (-400.0, 0.0), (400.0, 0.0)):
            welcome.mouse.swipe(count, across, down)
        for scale in (0.3, 3.0):
            welcome.mouse.pinch(count, scale)
    for edge in EDGES:
        welcome.panel.touch.press(*edge)
        welcome.panel.touch.move(134.0, 238.0)
        welcome.panel.touch.release(134.0, 238.0)
    stays(welcome, screen)


@contextmanager
def holding(terminal: Attacked, text: str) -> Iterator[None]:
    """Another program owns the clipboard and the primary selection."""
    with subprocess.Popen(
        [sys.executable, clipboards.__file__, "hold", text],
        env=terminal.place.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "held\n"
        yield
        owner.communicate("end\n", timeout=20)


def test_nothing_is_pasted_into_a_field(welcome: Attacked) -> None:
    """ESC-06: what is pasted would be the right password, and Enter would send it."""
    view = welcome.at_password()
    field = view.control("secret")
    assert field is not None
    with holding(welcome, "Tilleul-84"):
        welcome.panel.touch.tap(*welcome.panel.cabinet.to_mm(field.x, field.y))
        welcome.mouse.click(MIDDLE)
        for chord in ((CONTROL, V), (SHIFT, INSERT), (CONTROL, SHIFT, V)):
            welcome.keyboard.strike(*chord)
        welcome.shows("form/form.secret")
    for sign in "Tilleul-84":
        welcome.keyboard.strike(*keys.chord(sign))
    welcome.keyboard.strike(ENTER)
    welcome.look(lambda seen: seen.screen == "menu/home" and seen.control("sign-in") is None)
