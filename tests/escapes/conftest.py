"""A real terminal with what somebody could plug into it, for a whole file; and the window of the product alone."""

from __future__ import annotations

import os

# Before Qt starts: without a display, and drawn as the terminal draws.
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software", QSG_RENDER_LOOP="basic")

from collections.abc import Iterator

import pytest
from attacked import Attacked, attacked
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from window_stand import CABINETS, Stand


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="module")
def stand(qapp: QGuiApplication) -> Iterator[Stand]:
    """The default cabinet's window, in this process."""
    made = Stand(CABINETS[0], QTest.createTouchDevice())
    yield made
    made.window.dispose()
    assert made.messages == []


@pytest.fixture(scope="module")
def terminal() -> Iterator[Attacked]:
    """The packaged application on a real X server, for a whole file."""
    with attacked() as made:
        yield made


@pytest.fixture
def welcome(terminal: Attacked) -> Iterator[Attacked]:
    """The same at its welcome screen, where it is again afterwards."""
    terminal.at_welcome()
    yield terminal
    terminal.still_serves()
