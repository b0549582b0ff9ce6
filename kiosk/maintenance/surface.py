"""What the application knows of its own outside, for diagnostics and for a shell."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.maintenance.seen import Supervision


@dataclass
class Surface:
    """Written on the Qt thread, read from any; each attribute is replaced whole.

    Attributes:
        supervision: as the process was started; None where the application does not run.
        pixels: of the real screen, width and height; None before the first picture.
        screen: id of the screen that is shown.
        visit: whether somebody is being served.
    """

    supervision: Supervision | None
    pixels: tuple[int, int] | None = None
    screen: str = ""
    visit: bool = False
