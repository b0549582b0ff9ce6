"""Wakes a thread that waits for its device."""

from __future__ import annotations

import contextlib
import os
import threading


class Wake:
    """A descriptor that becomes readable when somebody calls; ``call`` may come from any thread, even too late."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._descriptor = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def fileno(self) -> int:
        """For ``select``."""
        return self._descriptor

    def call(self) -> None:
        """Wake whoever waits, or the next to wait."""
        with self._lock:
            if self._descriptor >= 0:
                os.eventfd_write(self._descriptor, 1)

    def clear(self) -> None:
        """Forget the calls so far."""
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._descriptor)

    def close(self) -> None:
        """Let go of the descriptor."""
        with self._lock:
            if self._descriptor >= 0:
                os.close(self._descriptor)
            self._descriptor = -1
