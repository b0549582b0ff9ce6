"""``start``: from the process's start to its first picture on the screen, the terminal against a bare window."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import RUNS, Figures, ratio
from bench.floor import bare_window
from bench.screen import Eye, Region
from dock.cabinet import cabinet
from dock.player.stage import Stage
from dock.processes import Child


def start() -> Figures:
    """``start_ratio``, ``start_ms``, ``start_floor_ms``."""
    model = cabinet("borne-21p")
    real: list[float] = []
    floor: list[float] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name, Stage(model, Path(name), headless=True) as stage:
        command = [sys.executable, bare_window.__file__, str(model.width_px), str(model.height_px)]
        eye = Eye(stage.panel.display)
        middle = (model.width_px // 2, model.height_px // 2, 16, 16)
        for _ in range(RUNS):
            real.append(_until_shown(stage.start_kiosk, eye, middle))
            floor.append(_until_shown(lambda: Child(command, Path(name) / "floor.log", stage.environment), eye, middle))
        eye.close()
    return ratio("start", real, floor)


def _until_shown(begin: Callable[[], Child], eye: Eye, where: Region) -> float:
    empty = eye.look(where)
    began = time.monotonic()
    child = begin()
    seconds = eye.await_change(where, empty) - began
    child.stop()
    eye.await_return(where, empty)
    return seconds
