"""``recovery``: how long people wait before a dark or frozen screen, under a real systemd and from the real package."""

from __future__ import annotations

import time
from statistics import median
from typing import Final

from bench.figures import Figures
from bench.stand import Stand
from tools.box.box import Box
from tools.box.image import installed, started
from tools.box.outside import Outside
from tools.box.packages import package
from tools.box.rootfs import rootfs
from tools.box.terminal import UNIT, Terminal

_RUNS: Final = 5
_MEGABYTE: Final = 1e6


def recovery(stand: Stand) -> Figures:
    """``crash_to_welcome_s``, ``hang_to_welcome_s``, ``cold_boot_to_welcome_s``, ``cold_boot_floor_s``, ``deb_mb``.

    Each from the moment of the fault, or of the power, to the welcome screen drawn and systemd told; in the middle of
    a visit. The floor is the boot of the same Debian without the terminal.
    """
    kiosk = package("kiosk")
    places = [stand.directory / f"recovery-{name}" for name in ("outside", "installed", "terminal", "bare")]
    for place in places:
        place.mkdir()
    around, image, own, bare = places
    with Outside(around) as outside:
        layers = installed(kiosk, outside, image)
        with started(layers, own, outside, "borne-bench") as terminal:
            crash = [_back_after(terminal, "SEGV") for _ in range(_RUNS)]
            hang = [_back_after(terminal, "STOP") for _ in range(_RUNS)]
            with Box((rootfs(),), bare) as floor:
                cold, empty = zip(*((_booted(terminal), _timed(floor)) for _ in range(_RUNS)), strict=True)
    return {
        "crash_to_welcome_s": round(median(crash), 2),
        "hang_to_welcome_s": round(median(hang), 2),
        "cold_boot_to_welcome_s": round(median(cold), 2),
        "cold_boot_floor_s": round(median(empty), 2),
        "deb_mb": round(kiosk.stat().st_size / _MEGABYTE, 1),
    }


def _back_after(terminal: Terminal, signal: str) -> float:
    """Seconds from a signal to the application, a visit being open, to the welcome screen."""
    box = terminal.box
    # What the bench does on purpose is not to be taken for a screen that cannot start.
    box.run("systemctl", "reset-failed", UNIT)
    terminal.outside.slot.insert("marie")
    terminal.await_health(lambda health: health.visit)
    application = terminal.application()
    began = time.time()
    box.run("kill", f"-{signal}", application)
    terminal.outside.slot.remove()
    return terminal.await_welcome(began) - began


def _booted(terminal: Terminal) -> float:
    """Seconds from the power to the welcome screen, after a power cut."""
    terminal.box.power_off()
    began = time.time()
    terminal.box.boot()
    return terminal.await_welcome(began) - began


def _timed(floor: Box) -> float:
    floor.power_off()
    began = time.time()
    floor.boot()
    return time.time() - began
