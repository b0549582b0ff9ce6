"""What the screen shows, as a picture file."""

from __future__ import annotations

from pathlib import Path

import mss
import mss.tools


def photograph(display: str, path: Path) -> None:
    """Write the whole screen of X display ``display`` (``:93``) to ``path``, as PNG."""
    with mss.mss(display=display) as camera:
        shot = camera.grab(camera.monitors[0])
    mss.tools.to_png(shot.rgb, shot.size, output=str(path))
