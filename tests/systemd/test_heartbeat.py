"""The pulse comes from Qt's loop: with a loop that hangs, and only then, it stops."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from notified import Ear
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.supervision.health import Condition, HealthFile
from kiosk.supervision.notify import Notifier
from kiosk.supervision.watch import Watch
from kiosk.ui.heartbeat import PERIOD_S, Heartbeat

WELL = Condition(ok=True, visit=False)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def notifier(ear: Ear) -> Notifier:
    return Notifier({"NOTIFY_SOCKET": ear.name, "WATCHDOG_USEC": "300000"})


@pytest.fixture
def watch(notifier: Notifier, tmp_path: Path) -> Watch:
    return Watch(notifier, HealthFile(tmp_path, "1.2.3", lambda: datetime.now(UTC)), "1.2.3", WELL)


@pytest.fixture
def heartbeat(qtbot: QtBot, watch: Watch, notifier: Notifier) -> Iterator[Heartbeat]:
    made = Heartbeat(watch.beat, notifier.watchdog_s)
    yield made
    made.stop()


def heard_while_turning(qtbot: QtBot, ear: Ear, count: int) -> list[str]:
    """What arrives while Qt's loop turns; heard by a thread, as systemd is another process."""
    heard: list[str] = []

    def hear() -> None:
        heard.extend(ear.hear() for _ in range(count))

    listening = threading.Thread(target=hear)
    listening.start()
    qtbot.waitUntil(lambda: not listening.is_alive(), timeout=60_000)
    return heard


def test_the_loop_pings(qtbot: QtBot, ear: Ear, heartbeat: Heartbeat) -> None:
    assert heard_while_turning(qtbot, ear, 5) == ["WATCHDOG=1"] * 5


def test_a_loop_that_hangs_is_silent(qtbot: QtBot, ear: Ear, heartbeat: Heartbeat) -> None:
    """Qt's loop does not turn here, while every other thread may."""
    with pytest.raises(TimeoutError):
        ear.hear(seconds=0.9)
    assert heard_while_turning(qtbot, ear, 1) == ["WATCHDOG=1"]


def test_a_device_that_hangs_is_no_hang(qtbot: QtBot, ear: Ear, heartbeat: Heartbeat) -> None:
    answered = threading.Event()
    device = threading.Thread(target=answered.wait, name="printer")
    device.start()
    try:
        assert heard_while_turning(qtbot, ear, 5) == ["WATCHDOG=1"] * 5
    finally:
        answered.set()
        device.join()


@pytest.mark.parametrize("watchdog_s", [None, 0.3, 5.0, 30.0])
def test_the_pulse_is_quick_enough_for_both_who_hear_it(qapp: QGuiApplication, watchdog_s: float | None) -> None:
    heartbeat = Heartbeat(lambda: None, watchdog_s)
    beat_s = heartbeat._timer.interval() / 1000
    heartbeat.stop()
    assert 0 < beat_s <= PERIOD_S < 5
    assert watchdog_s is None or beat_s <= watchdog_s / 2


def test_readiness_comes_with_a_state_and_a_file(ear: Ear, watch: Watch, tmp_path: Path) -> None:
    watch.ready()
    assert [ear.hear() for _ in range(3)] == ["STATUS=En service (version 1.2.3)", "READY=1", "WATCHDOG=1"]
    assert json.loads((tmp_path / "health.json").read_text("utf-8"))["ok"] is True


def test_what_is_drawn_is_told_when_it_is_new(ear: Ear, watch: Watch, tmp_path: Path) -> None:
    for condition in (
        WELL,
        Condition(ok=True, visit=True),
        Condition(ok=True, visit=True),
        Condition(ok=False, visit=False),
    ):
        watch.drawn(condition)
    watch.stopping()
    assert ear.hear_until("STOPPING=1") == [
        "STATUS=En service, une visite est ouverte (version 1.2.3)",
        "STATUS=Hors service (version 1.2.3)",
        "STOPPING=1",
    ]
    assert json.loads((tmp_path / "health.json").read_text("utf-8"))["ok"] is False


def test_the_file_is_written_again_at_each_beat(watch: Watch, tmp_path: Path) -> None:
    watch.beat()
    (tmp_path / "health.json").unlink()
    watch.beat()
    assert (tmp_path / "health.json").exists()
