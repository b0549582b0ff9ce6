"""The terminal's window beside the dock's, for a person at a display."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dock.cabinet import cabinet
from dock.player.stage import Stage


def stay_beside(model: str, directory: Path) -> None:
    """Open both windows; returns when the dock's is closed.

    Args:
        model: name of the cabinet.
        directory: an existing directory for settings and logs.
    """
    with Stage(cabinet(model), directory, headless=False) as stage:
        stage.start_kiosk()
        subprocess.run([sys.executable, "-m", "dock", "window", "--socket", str(stage.socket)], check=False)
