"""Giving up a call while another thread waits for its answer."""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress

from kiosk.sync.answers import Cause


class Abort:
    """One call's emergency brake: pulled from any thread, at any time, it ends the call at once.

    A connection being opened (TCP) or a name being looked up is not interrupted: those have their own time-out.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cause: Cause | None = None

    @property
    def cause(self) -> Cause | None:
        """Why the call was given up; None when it was not."""
        return self._cause

    def pull(self, cause: Cause = Cause.ABANDONED) -> None:
        """Give the call up; only the first cause counts."""
        with self._lock:
            self._cause = self._cause or cause
            self._shut()

    def guard(self, connection: socket.socket) -> None:
        """Make ``connection`` what ``pull`` ends; called by the transport."""
        with self._lock:
            if self._socket:
                self._socket.close()
            # A duplicate stays valid when TLS takes the original over, and shuts down the same connection; by its
            # descriptor, since a connection under TLS does not duplicate itself.
            self._socket = socket.socket(fileno=os.dup(connection.fileno()))
            if self._cause:
                self._shut()

    def release(self) -> None:
        """The call is over: let go of its connection."""
        with self._lock:
            if self._socket:
                self._socket.close()
                self._socket = None

    def _shut(self) -> None:
        if self._socket:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
