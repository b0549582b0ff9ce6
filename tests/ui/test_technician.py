"""A technician's finger on the real window: the hidden gesture, the cells, the plates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from maintenance_screens import MAINTENANCE
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest
from screen_samples import HOME, WARNED, WELCOME, WELCOME_TROUBLED
from window_stand import CABINETS, Stand

from kiosk.session.intents import Intent, Knock, TouchCell, TurnPlate
from kiosk.ui.screen import Screen, ScreenKind
from kiosk.ui.sizes import Cabinet
from kiosk.workshop import grid_of

CORNER_MM = 12.0
OPEN = replace(WELCOME, hidden_door=True)


def stroke(stand: Stand, *, back: bool = False) -> Iterator[None]:
    """One stroke along the top, moment by moment; it is over when it is exhausted."""
    density, width = stand.cabinet.px_per_mm, stand.cabinet.width_mm
    ends = (width - CORNER_MM, CORNER_MM) if back else (CORNER_MM, width - CORNER_MM)
    start, end = (QPointF(x * density, CORNER_MM * density) for x in ends)
    stand.now += 1
    stand.press(start)
    yield
    stand.now += 2.5
    for share in (0.2, 0.5, 0.8, 1.0):
        stand.move(start + (end - start) * share)
        stand.now += 0.1
        yield
    stand.now += 2.5
    stand.release(end)


def knock(stand: Stand) -> list[Intent]:
    """The whole gesture, and what came of it."""
    stand.intents.clear()
    for _ in stroke(stand):
        pass
    for _ in stroke(stand, back=True):
        pass
    return stand.intents


@pytest.mark.parametrize("screen", [WELCOME, WELCOME_TROUBLED], ids=lambda screen: screen.id)
def test_it_is_not_seen_before_it_is_made(stand: Stand, screen: Screen) -> None:
    stand.show(replace(screen, id=f"{screen.id}.door", hidden_door=True))
    stand.rest()
    stand.intents.clear()
    before = stand.picture()
    for _ in stroke(stand):
        assert stand.picture() == before
    for _ in stroke(stand, back=True):
        assert stand.picture() == before
        assert stand.intents == []
    assert stand.intents == [Knock()]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_larger_texts_do_not_stand_in_its_way(stand: Stand, scale: float) -> None:
    stand.show(replace(OPEN, id=f"welcome.{scale}"), scale)
    assert knock(stand) == [Knock()]


@pytest.mark.parametrize("screen", [HOME, WELCOME, WARNED], ids=lambda screen: screen.id)
def test_elsewhere_it_is_nothing(stand: Stand, screen: Screen) -> None:
    stand.show(replace(screen, id=f"{screen.id}.closed"))
    assert Knock() not in knock(stand)


def test_under_the_idle_warning_it_is_nothing(stand: Stand) -> None:
    stand.show(replace(OPEN, id="welcome.warned", warning=WARNED.warning))
    assert knock(stand) == []


def test_what_began_on_another_screen_does_not_count(stand: Stand) -> None:
    stand.show(replace(OPEN, id="welcome.first"))
    stand.intents.clear()
    for _ in stroke(stand):
        pass
    stand.show(HOME)
    stand.show(replace(OPEN, id="welcome.second"))
    for _ in stroke(stand, back=True):
        pass
    assert stand.intents == []


def test_two_fingers_are_one_too_many(stand: Stand) -> None:
    stand.show(replace(OPEN, id="welcome.fingers"))
    stand.intents.clear()
    for _ in stroke(stand):
        pass
    strokes = stroke(stand, back=True)
    next(strokes)
    touching = QTest.touchEvent(stand.window.window, stand._touchscreen)
    touching.press(1, QPointF(500, 900).toPoint(), stand.window.window).commit()
    touching.release(1, QPointF(500, 900).toPoint(), stand.window.window).commit()
    for _ in strokes:
        pass
    assert stand.intents == []


def of_kind(kind: ScreenKind) -> Screen:
    return next(screen for screen in MAINTENANCE if screen.kind is kind)


def test_a_finger_on_a_cell_is_felt_up_to_the_edges_of_the_screen(stand: Stand) -> None:
    screen = of_kind(ScreenKind.TOUCH)
    cells = screen.cells
    assert cells is not None
    stand.show(screen)
    stand.intents.clear()
    right, bottom = stand.cabinet.width_px - 1, stand.cabinet.height_px - 1
    for x, y in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        stand.press(QPointF(x, y))
        stand.release(QPointF(x, y))
    last = cells.columns * cells.rows - 1
    assert stand.intents == [TouchCell(cell) for cell in (0, cells.columns - 1, last - cells.columns + 1, last)]


def test_a_finger_that_slides_is_felt_where_it_comes_to(stand: Stand) -> None:
    """Only where it was felt: what lies between two of its places may be dead."""
    screen = of_kind(ScreenKind.TOUCH)
    stand.show(replace(screen, id="touch.slide"))
    stand.intents.clear()
    stand.press(QPointF(5, 5))
    stand.move(QPointF(stand.cabinet.width_px - 5, 5))
    stand.release(QPointF(stand.cabinet.width_px - 5, 5))
    assert screen.cells is not None
    assert {intent.cell for intent in stand.intents if isinstance(intent, TouchCell)} == {0, screen.cells.columns - 1}


def test_a_plate_fills_the_window_and_a_touch_anywhere_turns_it(stand: Stand) -> None:
    screen = of_kind(ScreenKind.PLATE)
    stand.show(screen)
    stand.rest()
    pixels = stand.pixels().reshape(-1, 3)
    assert (pixels == pixels[0]).all()
    stand.intents.clear()
    corner = QPointF(3, stand.cabinet.height_px - 3)
    stand.press(corner)
    stand.release(corner)
    assert stand.intents == [TurnPlate()]


@pytest.mark.parametrize("cabinet", CABINETS, ids=lambda cabinet: cabinet.name)
def test_every_cell_is_large_enough_for_a_finger(cabinet: Cabinet) -> None:
    columns, rows = grid_of(cabinet)
    assert min(cabinet.width_mm / columns, cabinet.height_mm / rows) >= 20
