"""What drives an input device of the imitated screen: the client of Xorg's ``inputtest`` driver
(xf86-input-inputtest-protocol.h, version 1.1).

Each device has a socket of its own, which serves one client for the life of the server: connect once, keep it.
"""

from __future__ import annotations

import socket
import struct
from enum import IntEnum
from pathlib import Path

AXIS_MAX = 0xFFFF
"""An axis of a device goes from 0 to this, whatever the screen's size."""
_VALUATORS = 64


class Kind(IntEnum):
    """What is told to the driver."""

    CLIENT_VERSION = 0
    WAIT_FOR_SYNC = 1
    BUTTON = 4
    KEY = 5
    TOUCH = 6
    PINCH = 7
    SWIPE = 8


_HEADER = struct.Struct("=II")
_VERSION = struct.Struct("=HH")
_PLACE = struct.Struct(f"=I8s4x{_VALUATORS}d{_VALUATORS}d")
_X_AND_Y = bytes([0b11, 0, 0, 0, 0, 0, 0, 0])
_NOWHERE = bytes(8)


def place(across: float, down: float) -> bytes:
    """Two axes' values as an event holds them, each 0 to 1."""
    values = [across * AXIS_MAX, down * AXIS_MAX] + [0.0] * (_VALUATORS - 2)
    return _PLACE.pack(0, _X_AND_Y, *values, *values)


def no_place() -> bytes:
    """The axes of an event that moves nothing."""
    return _PLACE.pack(0, _NOWHERE, *[0.0] * (2 * _VALUATORS))


class Device:
    """A connection to one device; ``tell`` returns when the X server has handled the event.

    Args:
        socket_path: of the device (``SocketPath`` in the server's configuration).
        timeout_s: the longest that the server may take for one event.

    Raises:
        OSError: the server is not there, or went away.
    """

    def __init__(self, socket_path: Path, timeout_s: float = 10.0) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout_s)
        self._socket.connect(str(socket_path))
        self._send(Kind.CLIENT_VERSION, _VERSION.pack(1, 1))
        self._receive()

    def tell(self, kind: Kind, body: bytes) -> None:
        """Have an event happen; ``body`` is all of it but its header."""
        self._send(kind, body)
        self._send(Kind.WAIT_FOR_SYNC, b"")
        self._receive()

    def close(self) -> None:
        """Let the device go. The server takes no other client after this."""
        self._socket.close()

    def _send(self, kind: Kind, body: bytes) -> None:
        self._socket.sendall(_HEADER.pack(_HEADER.size + len(body), kind) + body)

    def _receive(self) -> None:
        length, _kind = _HEADER.unpack(self._exactly(_HEADER.size))
        self._exactly(length - _HEADER.size)

    def _exactly(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            chunk = self._socket.recv(count - len(taken))
            if not chunk:
                raise ConnectionError("the input device is gone")
            taken += chunk
        return taken
