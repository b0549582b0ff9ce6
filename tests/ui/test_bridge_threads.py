"""The one door between threads and Qt."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.ui.bridge import Bridge


@pytest.fixture
def bridge(qapp: QGuiApplication) -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.close()


def test_events_of_a_thread_arrive_on_the_qt_thread_in_order(bridge: Bridge, qtbot: QtBot) -> None:
    heard: list[object] = []
    threads: set[threading.Thread] = set()

    def hear(event: object) -> None:
        heard.append(event)
        threads.add(threading.current_thread())

    bridge.listen(hear, lambda: None)
    worker = threading.Thread(target=lambda: [bridge.post(number) for number in range(500)])
    worker.start()
    qtbot.waitUntil(lambda: len(heard) == 500, timeout=20_000)
    worker.join()
    assert heard == list(range(500))
    assert threads == {threading.main_thread()}


def test_a_post_from_the_qt_thread_waits_for_the_event_in_hand(bridge: Bridge, qtbot: QtBot) -> None:
    order: list[str] = []

    def hear(event: object) -> None:
        if event == "first":
            bridge.post("second")
        order.append(str(event))

    bridge.listen(hear, lambda: None)
    bridge.post("first")
    assert order == []
    qtbot.waitUntil(lambda: len(order) == 2, timeout=20_000)
    assert order == ["first", "second"]


def test_what_comes_before_listening_is_kept(bridge: Bridge, qtbot: QtBot) -> None:
    heard: list[object] = []
    bridge.post("early")
    bridge.listen(heard.append, lambda: None)
    qtbot.waitUntil(lambda: heard == ["early"], timeout=20_000)


def test_time_ticks(bridge: Bridge, qtbot: QtBot) -> None:
    ticks: list[int] = []
    bridge.listen(lambda event: None, lambda: ticks.append(1))
    qtbot.waitUntil(lambda: len(ticks) >= 2, timeout=20_000)


def test_nothing_is_heard_after_closing(bridge: Bridge, qapp: QGuiApplication) -> None:
    heard: list[object] = []
    bridge.listen(heard.append, lambda: None)
    bridge.post("queued")
    bridge.close()
    bridge.post("late")
    qapp.processEvents()
    assert heard == []


def test_what_happens_within_a_frame_is_drawn_once_and_at_its_latest(bridge: Bridge, qtbot: QtBot) -> None:
    drawn: list[str] = []
    bridge.draw_soon(lambda: drawn.append("reading"))
    bridge.draw_soon(lambda: drawn.append("home"))
    assert drawn == []
    qtbot.waitUntil(lambda: bool(drawn), timeout=20_000)
    bridge.draw_soon(lambda: drawn.append("summary"))
    qtbot.waitUntil(lambda: len(drawn) == 2, timeout=20_000)
    assert drawn == ["home", "summary"]


def test_nothing_is_drawn_after_the_end(bridge: Bridge, qtbot: QtBot) -> None:
    drawn: list[str] = []
    bridge.draw_soon(lambda: drawn.append("late"))
    bridge.close()
    other = Bridge()
    other.draw_soon(lambda: drawn.append("other"))
    qtbot.waitUntil(lambda: drawn == ["other"], timeout=20_000)
    other.close()
