"""A finger on the panel."""

from __future__ import annotations

import struct
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from dock.cabinet import Cabinet
from dock.display.inputtest import Device, Kind, place


class _Touch(IntEnum):
    """XInput 2's event types."""

    BEGIN = 18
    UPDATE = 19
    END = 20


_TOUCH = struct.Struct("=II")


class Touch:
    """Fingers, placed in millimetres from the top left corner of the screen.

    Every call returns when the X server has handled the event.

    Raises:
        OSError: the server is not there, or went away.
    """

    def __init__(self, socket_path: Path, cabinet: Cabinet, timeout_s: float = 10.0) -> None:
        self._cabinet = cabinet
        self._device = Device(socket_path, timeout_s)

    def press(self, x_mm: float, y_mm: float, finger: int = 0) -> None:
        """Put a finger down."""
        self._touch(_Touch.BEGIN, finger, x_mm, y_mm)

    def move(self, x_mm: float, y_mm: float, finger: int = 0) -> None:
        """Slide a finger that is down."""
        self._touch(_Touch.UPDATE, finger, x_mm, y_mm)

    def release(self, x_mm: float, y_mm: float, finger: int = 0) -> None:
        """Lift a finger."""
        self._touch(_Touch.END, finger, x_mm, y_mm)

    def tap(self, x_mm: float, y_mm: float) -> None:
        """Press and release in one place."""
        self.press(x_mm, y_mm)
        self.release(x_mm, y_mm)

    def close(self) -> None:
        """Let the panel go. The server takes no other client after this."""
        self._device.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _touch(self, kind: _Touch, finger: int, x_mm: float, y_mm: float) -> None:
        where = place(x_mm / self._cabinet.width_mm, y_mm / self._cabinet.height_mm)
        self._device.tell(Kind.TOUCH, _TOUCH.pack(finger, kind) + where)
