"""A finger on the panel: the client of Xorg's ``inputtest`` driver (xf86-input-inputtest-protocol.h, version 1.1).

The driver serves one client for the life of the server: connect once, keep it.
"""

from __future__ import annotations

import socket
import struct
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from dock.cabinet import Cabinet

_AXIS_MAX = 0xFFFF
_VALUATORS = 64


class _Event(IntEnum):
    CLIENT_VERSION = 0
    WAIT_FOR_SYNC = 1
    TOUCH = 6


class _Touch(IntEnum):
    """XInput 2's event types."""

    BEGIN = 18
    UPDATE = 19
    END = 20


_HEADER = struct.Struct("=II")
_VERSION = struct.Struct("=IIHH")
_TOUCH = struct.Struct(f"=IIIII8s4x{_VALUATORS}d{_VALUATORS}d")
_X_AND_Y = bytes([0b11, 0, 0, 0, 0, 0, 0, 0])


class Touch:
    """Fingers, placed in millimetres from the top left corner of the screen.

    Every call returns when the X server has handled the event.

    Raises:
        OSError: the server is not there, or went away.
    """

    def __init__(self, socket_path: Path, cabinet: Cabinet, timeout_s: float = 10.0) -> None:
        self._cabinet = cabinet
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout_s)
        self._socket.connect(str(socket_path))
        self._send(_VERSION.pack(_VERSION.size, _Event.CLIENT_VERSION, 1, 1))
        self._receive()

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
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _touch(self, kind: _Touch, finger: int, x_mm: float, y_mm: float) -> None:
        across, down = x_mm / self._cabinet.width_mm, y_mm / self._cabinet.height_mm
        places = [across * _AXIS_MAX, down * _AXIS_MAX] + [0.0] * (_VALUATORS - 2)
        self._send(_TOUCH.pack(_TOUCH.size, _Event.TOUCH, finger, kind, 0, _X_AND_Y, *places, *places))
        self._send(_HEADER.pack(_HEADER.size, _Event.WAIT_FOR_SYNC))
        self._receive()

    def _send(self, message: bytes) -> None:
        self._socket.sendall(message)

    def _receive(self) -> None:
        length, _kind = _HEADER.unpack(self._exactly(_HEADER.size))
        self._exactly(length - _HEADER.size)

    def _exactly(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            chunk = self._socket.recv(count - len(taken))
            if not chunk:
                raise ConnectionError("the touch panel is gone")
            taken += chunk
        return taken
