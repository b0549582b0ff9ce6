"""ESC-12 on the running terminal: an unexpected exception is one calm screen and one line of journal, without words."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import faulty_kiosk
import pytest
from scene import Scene, journal, scene

from dock import commands as do
from dock.player import words
from dock.player.kiosk import Pace
from dock.player.steps import inserts, sees, sees_no_more, takes_card, titled, touches
from dock.processes import Child

SORRY = "Un instant, s’il vous plaît"
MARIE = "Bonjour MARIE D."
HOME = (titled(words.WELCOME), inserts("marie"), sees(MARIE, "Pour la pharmacie"))
PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    with scene(Pace(probe_s=1.0, visit={"goodbye": 1.0, "out_of_service": 3.0})) as made:
        yield made


@pytest.fixture
def place(stage: Scene) -> Iterator[Scene]:
    yield stage
    stage.end()
    stage.dock.do(do.CardRemove())


def start(place: Scene, fault: str) -> Child:
    running = place.start(command=(sys.executable, faulty_kiosk.__file__, fault))
    for act in HOME:
        act(place.visitor)
    return running


def faults(running: Child) -> list[Mapping[str, object]]:
    """The faults in the journal, every other line of the output being one of its events too: no traceback."""
    text = running.log.read_text("utf-8")
    assert [word for word in (*faulty_kiosk.WORDS.split(), "Traceback") if word in text] == []
    return [event for event in journal(running) if event["event"] == "app.fault"]


def test_a_screen_that_breaks_is_wiped_and_the_next_person_served(place: Scene) -> None:
    running = start(place, "screen")

    for act in (touches(words.ATTESTATION), titled(SORRY), sees_no_more("MARIE"), takes_card, titled(words.WELCOME)):
        act(place.visitor)

    told = faults(running)
    assert [(event["kind"], event["thread"]) for event in told] == [("ValueError", "MainThread")]
    assert str(told[0]["where"]).startswith("faulty_kiosk.py:")
    for act in (inserts("paul"), sees("Bonjour PAUL M.", "Pour la pharmacie")):
        act(place.visitor)
    for act in (touches(words.ATTESTATION), titled(words.SUMMARY)):
        act(place.visitor)
    assert running.stop() == 0


def test_a_fault_while_mending_ends_the_process(place: Scene) -> None:
    running = start(place, "mending")

    touches(words.ATTESTATION)(place.visitor)

    assert running.wait(PATIENCE_S) == 70
    assert [event["kind"] for event in faults(running)] == ["ValueError", "ValueError"]


def test_a_device_thread_that_dies_ends_the_process(place: Scene) -> None:
    running = start(place, "printer")

    for act in (touches(words.ATTESTATION), touches(words.PRINT), titled(words.TAKE_CARD), takes_card):
        act(place.visitor)

    assert running.wait(PATIENCE_S) == 70
    assert [(event["kind"], event["thread"]) for event in faults(running)] == [("LookupError", "printer")]
    assert journal(running)[-1]["event"] == "app.stopped"
