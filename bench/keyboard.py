"""``keyboard``: from the finger that comes down on a key to the character on the screen, against the same finger on a
bare item that only draws a rectangle.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice

import numpy as np

from bench.figures import Figures
from bench.floor import bare_key
from bench.screen import Region
from bench.stand import Stand
from dock.commands import CardInsert, CardRemove
from dock.player import words
from dock.processes import Child
from teleservices.texts.catalogue import LANGUAGES, read

_KEYS = 200
_AT_ONCE = 20
"""So many signs, then they are erased: a password has 25 at most."""
_BETWEEN_S = 0.12
"""A person's pace, and longer than what the terminal takes for one touch that trembles."""
_CARD = "marie"


def keyboard(stand: Stand) -> Figures:
    """``key_p50_ratio`` and ``key_p99_ratio``, with the milliseconds of both."""
    real = _on_the_terminal(stand)
    floor = _on_a_bare_item(stand)
    figures: Figures = {}
    for name, share in (("p50", 50), ("p99", 99)):
        real_ms, floor_ms = (float(np.percentile(np.array(seconds), share)) * 1000 for seconds in (real, floor))
        figures |= {
            f"key_{name}_ms": round(real_ms, 2),
            f"key_{name}_floor_ms": round(floor_ms, 2),
            f"key_{name}_ratio": round(real_ms / floor_ms, 3),
        }
    return figures


def _on_the_terminal(stand: Stand) -> list[float]:
    terminal = stand.stage.start_kiosk()
    stand.visitor.expect_title(words.WELCOME)
    stand.stage.dock.do(CardInsert(_CARD))
    stand.visitor.touch(words.IDENTIFY)
    stand.visitor.expect_title(words.SIGN_IN)
    stand.visitor.hold_still()
    field = stand.visitor.place_of(words.SIGN_IN_FIELD)
    letters = [_middle(stand, stand.visitor.place_of(letter)) for letter in "ap"]
    erase = _middle(stand, stand.visitor.place_of(read(LANGUAGES[0]).t("keyboard.backspace.spoken")))
    seconds: list[float] = []
    while len(seconds) < _KEYS:
        seconds += [_strike(stand, finger, field) for finger in islice(cycle(letters), _AT_ONCE)]
        for _ in range(_AT_ONCE):
            _strike(stand, erase, field)
    stand.stage.dock.do(CardRemove())
    stand.visitor.expect_title(words.WELCOME)
    terminal.stop()
    return seconds


def _on_a_bare_item(stand: Stand) -> list[float]:
    size = [str(stand.cabinet.width_px), str(stand.cabinet.height_px)]
    empty = stand.eye.look(bare_key.MARKS)
    bare = Child([sys.executable, bare_key.__file__, *size], stand.directory / "floor.log", stand.stage.environment)
    stand.eye.await_change(bare_key.MARKS, empty)
    stand.eye.settled(bare_key.MARKS)
    finger = _middle(stand, (0, 0, stand.cabinet.width_px, stand.cabinet.height_px))
    seconds = [_strike(stand, finger, bare_key.MARKS) for _ in range(_KEYS)]
    bare.stop()
    return seconds


def _strike(stand: Stand, finger: tuple[float, float], where: Region) -> float:
    before = stand.eye.look(where)
    began = time.monotonic()
    stand.stage.panel.touch.press(*finger)
    seconds = stand.eye.await_change(where, before) - began
    stand.stage.panel.touch.release(*finger)
    time.sleep(_BETWEEN_S)
    return seconds


def _middle(stand: Stand, place: Region) -> tuple[float, float]:
    left, top, width, height = place
    return stand.cabinet.to_mm(left + width / 2, top + height / 2)
