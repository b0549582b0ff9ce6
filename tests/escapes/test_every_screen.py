"""ESC-05, ESC-07, ESC-08 on every sample of every screen: pointed at with anything but a finger, it stays as it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from declaration_samples import DECLARATIONS
from form_samples import FORMS
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from screen_samples import SAMPLES
from window_stand import Stand

from kiosk.ui.screen import Screen

SCREENS = {screen.id: screen for screen in (*SAMPLES, *FORMS, *DECLARATIONS)}
GRID = tuple(product(range(40, 1080, 250), range(40, 1920, 230)))
OTHER_BUTTONS = (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.BackButton)


@pytest.mark.parametrize("screen", SCREENS.values(), ids=list(SCREENS))
def test_no_menu_opens_and_nothing_is_asked(stand: Stand, screen: Screen) -> None:
    stand.show(replace(screen, id=f"{screen.id}.pointed"))
    window = stand.window.window
    before = [(seen.item.objectName(), seen.whole) for seen in stand.buttons()]
    stand.intents.clear()
    for x, y in GRID:
        point = QPoint(x, y)
        for button in OTHER_BUTTONS:
            QTest.mouseClick(window, button, Qt.KeyboardModifier.NoModifier, point)
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, point)
        QCoreApplication.sendEvent(window, menu)
    stand.settle()
    assert [(seen.item.objectName(), seen.whole) for seen in stand.buttons()] == before
    assert stand.intents == []
    assert [one for one in QGuiApplication.topLevelWindows() if one.isVisible()] == [window]
