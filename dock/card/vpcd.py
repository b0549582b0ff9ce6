"""vpcd's frames, at the card's end (facts/carte-vitale.md §2.2). The driver always speaks first."""

from __future__ import annotations

import socket

POWER = frozenset({b"\x00", b"\x01", b"\x02"})
"""Power off, power on, reset: no answer."""
GET_ATR = b"\x04"
"""Answered with the ATR. Any other message is a command APDU."""


def send(wire: socket.socket, payload: bytes) -> None:
    """Send one message: its length in two bytes, then itself."""
    wire.sendall(len(payload).to_bytes(2, "big") + payload)


def receive(wire: socket.socket) -> bytes:
    """Wait for one message.

    Raises:
        OSError: the driver left.
    """
    return _exactly(wire, int.from_bytes(_exactly(wire, 2), "big"))


def _exactly(wire: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        # Debian's vpcd writes length and payload apart: without this each exchange waits 40 ms for an acknowledgement.
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = wire.recv(count - len(received))
        if not part:
            raise ConnectionError("the driver left")
        received += part
    return received
