"""A run from nothing: a stage of its own, and what is kept of it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from dock.cabinet import cabinet
from dock.monkey.report import write
from dock.monkey.run import Monkey, Told, reach
from dock.player.kiosk import COMMAND, Pace
from dock.player.stage import Stage

_LARGE = 32 << 20
PACE = Pace(probe_s=1.0, visit={"goodbye": 0.5, "take_document": 0.5, "out_of_service": 1.0})
"""Parting words that pass quickly: a monkey has no use for them."""


def play(events: int, seed: int, out: Path, model: str = "borne-21p") -> Told:
    """One run, with its report, its picture when it fails, and its logs in ``out``.

    Args:
        events: at least so many.
        seed: the same one draws the same plan.
        out: a directory, made when missing.
        model: name of the cabinet.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="monkey-") as place:
        directory = Path(place)
        with Stage(cabinet(model), directory, headless=True, pace=PACE) as stage, reach(stage) as reached:
            told = Monkey(stage, directory, reached, seed, command=COMMAND, picture=out / "failed.png").run(events)
        for log in directory.glob("*.log"):
            if log.stat().st_size < _LARGE:
                shutil.copy(log, out)
    write(told, out / "report.json")
    return told
