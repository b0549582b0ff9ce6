"""``start``: from the process's start to its first picture on the screen, the terminal against a bare window."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from bench.figures import RUNS, Figures, ratio
from bench.floor import bare_window
from bench.screen import Eye, Region
from bench.stand import Stand
from dock.processes import Child


def start(stand: Stand) -> Figures:
    """``start_ratio``, ``start_ms``, ``start_floor_ms``."""
    command = [sys.executable, bare_window.__file__, str(stand.cabinet.width_px), str(stand.cabinet.height_px)]
    corner = (8, 8, 8, 8)
    real: list[float] = []
    floor: list[float] = []

    def bare() -> Child:
        return Child(command, stand.directory / "floor.log", stand.stage.environment)

    for _ in range(RUNS):
        real.append(_until_shown(stand.stage.start_kiosk, stand.eye, corner))
        floor.append(_until_shown(bare, stand.eye, corner))
    return ratio("start", real, floor)


def _until_shown(begin: Callable[[], Child], eye: Eye, where: Region) -> float:
    empty = eye.look(where)
    began = time.monotonic()
    child = begin()
    seconds = eye.await_change(where, empty) - began
    child.stop()
    eye.await_return(where, empty)
    return seconds
