"""What somebody could plug into the cabinet: a keyboard, a mouse, a touchpad. All are there from the start."""

from __future__ import annotations

import struct
import time
from pathlib import Path

from dock.display.inputtest import Device, Kind, no_place

_KEY = struct.Struct("=iI")
_BUTTON = struct.Struct("=iiI4x")
_PINCH = struct.Struct("=HHI6d")
_SWIPE = struct.Struct("=HHI4d")
_SAME_KEY_AGAIN_S = 0.005
_BEGIN, _UPDATE, _END = range(3)
_GESTURE = {Kind.PINCH: (27, 28, 29), Kind.SWIPE: (30, 31, 32)}
"""XInput 2.4's event types: begin, update, end."""


class Keyboard:
    """Keys by their X code: the Linux one plus 8."""

    def __init__(self, socket_path: Path) -> None:
        self._device = Device(socket_path)
        self._released = 0

    def press(self, code: int) -> None:
        """Put a key down. The same key again in the very same millisecond would be taken for one that is held."""
        if code == self._released:
            time.sleep(_SAME_KEY_AGAIN_S)
        self._device.tell(Kind.KEY, _KEY.pack(code, 1))

    def release(self, code: int) -> None:
        """Let a key go."""
        self._released = code
        self._device.tell(Kind.KEY, _KEY.pack(code, 0))

    def strike(self, *codes: int) -> None:
        """Press all of these, in order, and let them go in the reverse one."""
        for code in codes:
            self.press(code)
        for code in reversed(codes):
            self.release(code)

    def close(self) -> None:
        """Let the keyboard go."""
        self._device.close()


class Mouse:
    """Buttons (1 left, 2 middle, 3 right, 4 and 5 the wheel, 8 and 9 back and forward), where the pointer stands; and
    gestures of several fingers, as a touchpad gives them.
    """

    def __init__(self, socket_path: Path) -> None:
        self._device = Device(socket_path)

    def click(self, button: int) -> None:
        """Press a button and let it go."""
        for pressed in (1, 0):
            self._device.tell(Kind.BUTTON, _BUTTON.pack(0, button, pressed) + no_place())

    def pinch(self, fingers: int, scale: float) -> None:
        """Draw fingers together (``scale`` below 1) or apart."""
        for turn, kind in enumerate(_GESTURE[Kind.PINCH]):
            grown = scale if turn == _UPDATE else 1.0
            self._device.tell(Kind.PINCH, _PINCH.pack(kind, fingers, 0, 0.0, 0.0, 0.0, 0.0, grown, 0.0))

    def swipe(self, fingers: int, across: float, down: float) -> None:
        """Slide fingers so many pixels."""
        for kind in _GESTURE[Kind.SWIPE]:
            self._device.tell(Kind.SWIPE, _SWIPE.pack(kind, fingers, 0, across, down, across, down))

    def close(self) -> None:
        """Let the mouse go."""
        self._device.close()
