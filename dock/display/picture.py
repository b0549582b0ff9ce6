"""What the screen shows, as a picture file."""

from __future__ import annotations

import time
from pathlib import Path

import mss
import mss.tools

_MOMENT_S = 0.1
_LONGEST_S = 1.5


def photograph(display: str, path: Path) -> None:
    """Write the whole screen of X display ``display`` (``:93``) to ``path``, as PNG.

    Waits for the end of a transition: for two looks alike, but no longer than 1.5 s, as some drawings never rest.
    """
    deadline = time.monotonic() + _LONGEST_S
    with mss.MSS(display=display) as camera:
        shot = camera.grab(camera.monitors[0])
        while time.monotonic() < deadline:
            time.sleep(_MOMENT_S)
            last, shot = shot, camera.grab(camera.monitors[0])
            if shot.rgb == last.rgb:
                break
    mss.tools.to_png(shot.rgb, shot.size, output=str(path))
