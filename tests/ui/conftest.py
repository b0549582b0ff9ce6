"""One window per module: screens are swapped as in service. Messages of Qt fail the test (``qt_log_level_fail``)."""

from __future__ import annotations

import os

# Before Qt starts, and whatever test starts it: without a display, and drawn as the terminal draws.
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software", QSG_RENDER_LOOP="basic")

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest
from window_stand import CABINETS, Stand

from kiosk.ui.sizes import Cabinet

MakeStand = Callable[[Cabinet], Stand]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="session")
def touchscreen(qapp: QGuiApplication) -> QPointingDevice:
    return QTest.createTouchDevice()


@pytest.fixture(scope="module")
def make_stand(touchscreen: QPointingDevice) -> Iterator[MakeStand]:
    """Builds a window for a cabinet; the one before is taken down first."""
    current: dict[Cabinet, Stand] = {}

    def make(cabinet: Cabinet) -> Stand:
        if cabinet not in current:
            _take_down(current)
            current[cabinet] = Stand(cabinet, touchscreen)
        current[cabinet].intents.clear()
        return current[cabinet]

    yield make
    _take_down(current)


def _take_down(stands: dict[Cabinet, Stand]) -> None:
    for stand in stands.values():
        stand.window.dispose()
        assert stand.messages == []
    stands.clear()


@pytest.fixture
def stand(make_stand: MakeStand) -> Stand:
    """The default cabinet's window."""
    return make_stand(CABINETS[0])
