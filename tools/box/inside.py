"""Sockets of a box's network, for whoever stands outside: a socket belongs to the network it was made in for ever."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
from collections.abc import Callable

_CLONE_NEWNET = 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)


def socket_inside(process: int, make: Callable[[], socket.socket]) -> socket.socket:
    """Make a socket in the network of another process.

    Args:
        process: any process of that network, as this machine numbers it.
        make: makes, binds or connects it; called in a thread of its own.

    Raises:
        OSError: not root, no such process, or what ``make`` raised.
    """
    made: list[socket.socket] = []
    failed: list[OSError] = []

    def work() -> None:
        try:
            _enter(process)
            made.append(make())
        except OSError as error:
            failed.append(error)

    # A thread can change its network alone; it ends right after, and nothing else ever runs there.
    thread = threading.Thread(target=work, name="inside-box")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return made[0]


def _enter(process: int) -> None:
    network = os.open(f"/proc/{process}/ns/net", os.O_RDONLY)
    try:
        if _LIBC.setns(network, _CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(network)
