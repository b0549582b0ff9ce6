"""health.json, read back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.supervision.health import Condition, HealthFile

WELL = Condition(ok=True, visit=False)
VISITED = Condition(ok=True, visit=True)
BROKEN = Condition(ok=False, visit=False)
START = datetime(2026, 11, 22, 5, 50, tzinfo=UTC)


def minutes() -> Iterator[datetime]:
    moment = START
    while True:
        yield moment
        moment += timedelta(minutes=1)


@pytest.fixture
def file(tmp_path: Path) -> HealthFile:
    return HealthFile(tmp_path / "run" / "kiosk", "1.2.3", minutes().__next__)


def read(directory: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((directory / "run" / "kiosk" / "health.json").read_text("utf-8"))
    return found


def test_it_says_what_a_watcher_may_know_and_no_more(tmp_path: Path, file: HealthFile) -> None:
    file.write(WELL)
    assert read(tmp_path) == {"ok": True, "version": "1.2.3", "visit": False, "since": "2026-11-22T05:50:00Z"}


def test_since_moves_with_the_condition_alone(tmp_path: Path, file: HealthFile) -> None:
    told = []
    for condition in (WELL, WELL, VISITED, VISITED, WELL, BROKEN):
        file.write(condition)
        told.append(read(tmp_path)["since"][14:16])
    assert told == ["50", "50", "51", "51", "52", "53"]


def test_every_write_replaces_the_file_whole(tmp_path: Path, file: HealthFile) -> None:
    """A reader that has it open goes on reading what it opened."""
    file.write(WELL)
    with (tmp_path / "run" / "kiosk" / "health.json").open("rb") as opened:
        file.write(VISITED)
        assert json.loads(opened.read())["visit"] is False
    assert read(tmp_path)["visit"] is True
    assert [path.name for path in (tmp_path / "run" / "kiosk").iterdir()] == ["health.json"]


def test_a_directory_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("in the way")
    file = HealthFile(tmp_path / "run" / "kiosk", "1.2.3", minutes().__next__)
    file.write(WELL)
    (tmp_path / "run").unlink()
    file.write(WELL)
    assert read(tmp_path)["ok"] is True
