"""ESC-01, ESC-02, ESC-03: whoever plugs a keyboard in can type into a form, and nothing else; nothing closes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations

import closing
import pytest
from attacked import Attacked
from tables import cover

from dock.monkey import keys

TAB, ENTER, KEYPAD_ENTER, SPACE = 23, 36, 104, 65
UP, LEFT, RIGHT, DOWN = 111, 113, 114, 116
KEYPAD_ARROWS = (80, 83, 85, 88)
MEANT = {TAB, ENTER, KEYPAD_ENTER, SPACE, UP, LEFT, RIGHT, DOWN, *KEYPAD_ARROWS}
"""Move the focus or press a button: tried for themselves in tests/ui/test_window_guard.py."""
SHIFT, CONTROL, ALT, ALT_GR, SUPER = 50, 37, 64, 108, 133
HELD = (SHIFT, CONTROL, ALT, ALT_GR, SUPER)
COMBINATIONS = [held for count in (1, 2) for held in combinations(HELD, count)]
CODES = [code for code in range(keys.FIRST, keys.LAST + 1) if code not in {*MEANT, *keys.MODIFIERS}]
F4, Q, W, DELETE, BACKSPACE, ESCAPE, PRINT = 70, 24, 25, 119, 22, 9, 107
Chord = tuple[int, ...]
ALL = {(*held, code) for code in CODES for held in [(), *COMBINATIONS]}
SOME = {(code,) for code in CODES} | {(*held, code) for code, held in cover(CODES, COMBINATIONS)}
"""Each key alone and with one combination of modifiers: X and the platform's plugin are what the exhaustive table of
tests/ui/test_form_guard.py, which gives the window its events itself, does not come through."""
CHORDS = [pytest.param(SOME, id="some"), pytest.param(ALL - SOME, id="the others", marks=pytest.mark.soak)]
MAX_SIGNS = 100
"""More than any field takes."""


def strike_all(terminal: Attacked, chords: Iterable[Chord]) -> None:
    for chord in sorted(chords):
        terminal.keyboard.strike(*chord)
        if keys.CAPS_LOCK in chord:
            terminal.keyboard.strike(*chord)


def test_closing_the_window_is_refused(welcome: Attacked) -> None:
    """ESC-01."""
    before = welcome.at_home()
    asked = subprocess.run(
        [sys.executable, closing.__file__, welcome.place.stage.screen.name], capture_output=True, text=True, check=True
    )
    assert int(asked.stdout) >= 1
    assert welcome.shows("menu/home") == before


@pytest.mark.parametrize(
    "chord",
    [(ALT, F4), (CONTROL, Q), (CONTROL, W), (CONTROL, F4), (ALT, SPACE), (ESCAPE,)],
    ids=["Alt+F4", "Ctrl+Q", "Ctrl+W", "Ctrl+F4", "Alt+Space", "Esc"],
)
def test_no_key_closes_it(welcome: Attacked, chord: tuple[int, ...]) -> None:
    """ESC-01."""
    before = welcome.at_home()
    for _ in range(3):
        welcome.keyboard.strike(*chord)
    assert welcome.shows("menu/home") == before


def test_no_chord_of_the_system_has_an_effect(welcome: Attacked) -> None:
    """ESC-02, as far as an application can: what the machine does with them is its configuration's."""
    before = welcome.at_home()
    chords = [(CONTROL, ALT, DELETE), (CONTROL, ALT, BACKSPACE), (SUPER,), (ALT, TAB), (ALT, PRINT), (CONTROL, ESCAPE)]
    chords += [(CONTROL, ALT, code) for code in (*range(67, 77), 95, 96)]
    chords += [(ALT, PRINT, code) for code in range(24, 59)]
    for chord in chords:
        welcome.keyboard.strike(*chord)
    assert welcome.shows("menu/home") == before


def test_keys_that_call_a_desktop_s_aids_do_nothing(welcome: Attacked) -> None:
    """ESC-04: Shift five times (sticky keys), NumLock; what is held for seconds is a desktop's, and there is none."""
    before = welcome.at_home()
    for code in (SHIFT, 62, 77):
        for _ in range(10):
            welcome.keyboard.strike(code)
    assert welcome.shows("menu/home") == before


@pytest.mark.parametrize("chords", CHORDS)
def test_every_key_away_from_forms(welcome: Attacked, chords: set[Chord]) -> None:
    """ESC-03: all keys of a keyboard, alone and with up to two modifiers."""
    before = welcome.at_home()
    strike_all(welcome, chords)
    assert welcome.shows("menu/home") == before


@pytest.mark.parametrize("chords", CHORDS)
def test_every_key_in_a_masked_field(welcome: Attacked, chords: set[Chord]) -> None:
    """ESC-03: at most signs of the password's alphabet arrive, and the form is still where it was."""
    before = welcome.at_password()
    strike_all(welcome, (chord for chord in chords if BACKSPACE not in chord))
    after = welcome.shows("form/form.secret")
    assert {one.id for one in after.controls} == {one.id for one in before.controls}
    for _ in range(MAX_SIGNS):
        welcome.keyboard.strike(BACKSPACE)
    signs_in(welcome)


def test_keys_do_arrive(welcome: Attacked) -> None:
    """What the tests above rely on: the keyboard is heard where it may be."""
    welcome.at_password()
    signs_in(welcome)


def signs_in(welcome: Attacked) -> None:
    """The right password is taken, so nothing else stands in the field."""
    for sign in "Tilleul-84":
        welcome.keyboard.strike(*keys.chord(sign))
    welcome.keyboard.strike(ENTER)
    welcome.look(lambda view: view.screen == "menu/home" and view.control("sign-in") is None)
