"""An exception nobody expected: written down without its words, mended once, given up the second time."""

from __future__ import annotations

import json
import sys
import threading

import pytest

from kiosk.faults import Faults
from kiosk.journal import CATALOGUE
from teleservices.logbook import Logbook

CANARY = "CANARI 2840588321025"


class Scene:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.done: list[str] = []
        logbook = Logbook(CATALOGUE, self.lines.append)
        self.faults = Faults(logbook, lambda: self.done.append("mend"), lambda: self.done.append("give up"))

    def raise_as_a_slot_does(self) -> None:
        try:
            int(CANARY)
        except ValueError:
            kind, error, trace = sys.exc_info()
            assert kind is not None
            assert error is not None
            sys.excepthook(kind, error, trace)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_fault_is_mended_and_written_without_its_words(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    with scene.faults:
        scene.raise_as_a_slot_does()
    assert scene.done == ["mend"]
    line = json.loads(scene.lines[0].removeprefix("<3>"))
    assert (line["event"], line["kind"], line["thread"]) == ("app.fault", "ValueError", "MainThread")
    assert line["where"].startswith("test_faults.py:")
    written = "".join(scene.lines) + "".join(capsys.readouterr())
    assert "CANARI" not in written
    assert "CANARI" in CANARY


def test_a_fault_while_mending_gives_up(scene: Scene) -> None:
    with scene.faults:
        scene.raise_as_a_slot_does()
        scene.raise_as_a_slot_does()
    assert scene.done == ["mend", "give up"]


def test_a_fault_after_mending_is_mended_again(scene: Scene) -> None:
    with scene.faults:
        scene.raise_as_a_slot_does()
        scene.faults.mended()
        scene.raise_as_a_slot_does()
    assert scene.done == ["mend", "mend"]


def test_a_dead_thread_gives_up(scene: Scene) -> None:
    def die() -> None:
        raise ValueError(CANARY)

    with scene.faults:
        thread = threading.Thread(target=die, name="printer")
        thread.start()
        thread.join(10)
    assert scene.done == ["give up"]
    assert json.loads(scene.lines[0].removeprefix("<3>"))["thread"] == "printer"


def test_the_hooks_are_put_back(scene: Scene) -> None:
    before = sys.excepthook, threading.excepthook
    with scene.faults:
        assert (sys.excepthook, threading.excepthook) != before
    assert (sys.excepthook, threading.excepthook) == before


def test_an_exception_that_ends_the_run_shows_no_traceback(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    with scene.faults:
        int(CANARY)
    assert scene.done == ["give up"]
    assert "CANARI" not in "".join(scene.lines) + "".join(capsys.readouterr())
