"""ESC-11: ten thousand events of a monkey on the packaged application, and faults that a monkey finds in few."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import faulty_kiosk
import pytest

from dock import cast
from dock.cabinet import cabinet
from dock.monkey.deeds import Deed, Errand, Outside, Want
from dock.monkey.plan import Plan
from dock.monkey.play import PACE, play
from dock.monkey.report import summary
from dock.monkey.run import Monkey, Reach, Told, reach
from dock.player.stage import Stage
from kiosk.ui.screen import ScreenKind

pytestmark = pytest.mark.timeout(600)
SEED = 1
EVENTS = 10_000
SHOWN = {"welcome", "wait", "menu", "summary", "choice", "form", "message"}
"""Kinds of screen that a run of this length comes to; the others by chance."""


def deeds(seed: int, count: int) -> list[Deed]:
    return list(islice(Plan(seed, cast.load()).deeds(), count))


def test_a_seed_draws_one_plan() -> None:
    assert deeds(3, 2_000) == deeds(3, 2_000)
    assert deeds(3, 50) != deeds(4, 50)


def test_ten_thousand_events(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    told = play(EVENTS, SEED, tmp_path)
    record_property("proof", summary(told))
    assert not told.broken, summary(told)
    assert told.events >= EVENTS
    assert set(told.kinds) >= SHOWN
    assert set(told.kinds) <= {kind.value for kind in ScreenKind}
    assert told.tally is not None
    assert told.tally.stored > 0


@pytest.fixture(scope="module")
def room() -> Iterator[tuple[Stage, Path, Reach]]:
    with (
        tempfile.TemporaryDirectory(prefix="monkey-") as place,
        Stage(cabinet("borne-21p"), Path(place), headless=True, pace=PACE) as stage,
        reach(stage) as reached,
    ):
        yield stage, Path(place), reached


def let_loose(room: tuple[Stage, Path, Reach], fault: str, seed: int, events: int) -> Told:
    stage, directory, reached = room
    command = (sys.executable, faulty_kiosk.__file__, fault)
    return Monkey(stage, directory, reached, seed, command=command, picture=directory / "failed.png").run(events)


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        pytest.param("abort", "the process ended with status -6", marks=pytest.mark.soak),
        pytest.param("window", "windows", marks=pytest.mark.soak),
        pytest.param("words", "a line outside the journal", marks=pytest.mark.soak),
        ("screen", "app.fault"),
        pytest.param("leak", "the process grows by", marks=pytest.mark.soak),
    ],
)
def test_a_monkey_finds(room: tuple[Stage, Path, Reach], fault: str, complaint: str) -> None:
    told = let_loose(room, fault, seed=SEED, events=600)
    assert complaint in told.broken
    assert told.last
    assert all(word not in summary(told) for word in faulty_kiosk.WORDS.split())


def test_a_monkey_finds_a_second_submission(room: tuple[Stage, Path, Reach]) -> None:
    told = let_loose(room, "twice", seed=early_declaration(), events=150)
    assert "a second submission" in told.broken, summary(told)


def early_declaration() -> int:
    """A seed whose first errand is a declaration, before anything of the surroundings breaks."""
    for seed in range(1, 5_000):
        first = [deed for deed in deeds(seed, 40) if isinstance(deed, Errand | Outside)]
        if first and isinstance(first[0], Errand) and (first[0].want, first[0].person) == (Want.ADDRESS, "paul"):
            return seed
    raise AssertionError("no such plan")
