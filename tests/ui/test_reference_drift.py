"""PySide 6.12 takes a reference to None, True or False on ordinary calls and kills the process on CPython < 3.12.

An upgrade that brings this back fails here instead of in a hall, some thousands of calls after the start.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

CALLS = 2_000


class Emitter(QObject):
    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(self.hear)

    def hear(self, value: object) -> None:
        self.heard = value


@pytest.mark.parametrize("constant", [None, True, False], ids=str)
@pytest.mark.parametrize("call", ["process", "emit", "timer"])
def test_no_reference_is_lost(qapp: QGuiApplication, call: str, constant: object) -> None:
    emitter = Emitter()
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(qapp.sendPostedEvents)
    calls: dict[str, Callable[[], object]] = {
        "process": qapp.processEvents,
        "emit": lambda: emitter.told.emit(constant),
        "timer": qapp.processEvents,
    }
    if call == "timer":
        timer.start()
    before = sys.getrefcount(constant)
    for _ in range(CALLS):
        calls[call]()
    lost = before - sys.getrefcount(constant)
    assert abs(lost) < CALLS / 10, f"{lost} references in {CALLS} calls"
