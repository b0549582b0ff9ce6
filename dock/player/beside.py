"""The terminal's window beside the dock's, for a person at a display."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dock.cabinet import cabinet
from dock.player.stage import Stage
from dock.window.room import room


def stay_beside(model: str, directory: Path) -> None:
    """Open both windows, the terminal's as large as fits; returns when the dock's is closed.

    Args:
        model: name of the cabinet.
        directory: an existing directory for settings and logs.
    """
    fitting = cabinet(model).within(*room())
    with Stage(fitting, directory, headless=False) as stage:
        stage.start_kiosk()
        window = [sys.executable, "-m", "dock", "window", "--socket", str(stage.socket)]
        subprocess.run([*window, "--left", str(fitting.width_px)], check=False)
