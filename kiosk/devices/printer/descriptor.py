"""A connection over a file descriptor: the same for a socket and for a device file."""

from __future__ import annotations

import contextlib
import math
import os
import select
from collections.abc import Callable
from errno import errorcode
from typing import TypeVar

from kiosk.devices.printer.status import Disconnected

_CHUNK = 4096
T = TypeVar("T")


class DescriptorConnection:
    """Reads and writes a non-blocking descriptor, never longer than asked.

    Args:
        descriptor: opened for both ways, non-blocking.
        close: how to let go of it.
        empty_is_end: whether reading nothing means that the other end is gone (sockets) or only that it has
            nothing to say (``/dev/usb/lp*``, as long as it does not hang up).
    """

    def __init__(self, descriptor: int, close: Callable[[], None], *, empty_is_end: bool) -> None:
        self._descriptor = descriptor
        self._close = close
        self._empty_is_end = empty_is_end

    def write(self, data: bytes, within_s: float) -> int | Disconnected:
        """See ``Connection``."""
        try:
            return self._patiently(lambda: os.write(self._descriptor, data), select.POLLOUT, within_s) or 0
        except OSError as error:
            return lost(error)

    def read(self, within_s: float) -> bytes | Disconnected:
        """See ``Connection``."""
        try:
            data = self._patiently(lambda: os.read(self._descriptor, _CHUNK), select.POLLIN, within_s)
        except OSError as error:
            return lost(error)
        if data == b"" and (self._empty_is_end or self._hung_up()):
            return Disconnected("closed by the printer")
        return data or b""

    def close(self) -> None:
        """See ``Connection``."""
        self._close()

    def _hung_up(self) -> bool:
        poll = select.poll()
        poll.register(self._descriptor, 0)
        return any(state & select.POLLHUP for _, state in poll.poll(0))

    def _patiently(self, act: Callable[[], T], event: int, within_s: float) -> T | None:
        """Do it now if possible, otherwise once the descriptor is ready; None when it is not in time."""
        with contextlib.suppress(BlockingIOError):
            return act()
        poll = select.poll()
        poll.register(self._descriptor, event)
        # Hang-ups and errors count as ready: the second try tells which.
        if within_s > 0 and poll.poll(math.ceil(within_s * 1000)):
            with contextlib.suppress(BlockingIOError):
                return act()
        return None


def lost(error: OSError) -> Disconnected:
    """What went wrong, for technicians: the error's name, never its text, which could hold a path or an address."""
    return Disconnected(errorcode.get(error.errno or 0, type(error).__name__))
