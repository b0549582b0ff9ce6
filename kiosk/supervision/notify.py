"""sd_notify(3): what systemd is told of the application, in datagrams to the socket that it names."""

from __future__ import annotations

import socket
from collections.abc import MutableMapping
from contextlib import suppress

_SOCKET = "NOTIFY_SOCKET"
_WATCHDOG = "WATCHDOG_USEC"
_WATCHED = "WATCHDOG_PID"


class Notifier:
    """Speaks to systemd, from one thread; never waits, and says nothing where systemd does not listen.

    Args:
        environ: systemd's variables are taken out of it: no child speaks in our name.

    Attributes:
        watchdog_s: seconds without a ``ping`` after which systemd kills the application; None where it never does.
    """

    def __init__(self, environ: MutableMapping[str, str]) -> None:
        self._address = _address(environ.pop(_SOCKET, ""))
        # Under cage WATCHDOG_PID names cage: a unit with NotifyAccess=all takes the ping of any of its processes.
        environ.pop(_WATCHED, None)
        self.watchdog_s = _seconds(environ.pop(_WATCHDOG, "")) if self._address else None

    def ready(self) -> None:
        """The application serves people."""
        self._say("READY=1")

    def ping(self) -> None:
        """The application is alive."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """The application ends because it was told to."""
        self._say("STOPPING=1")

    def status(self, text: str) -> None:
        """Put a sentence into ``systemctl status``; one line, and nothing of a person in it."""
        self._say(f"STATUS={text}")

    def _say(self, message: str) -> None:
        if not self._address:
            return
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as speaking:
            # A full queue is systemd's business: Qt's loop does not wait for it, and the next ping is soon.
            speaking.settimeout(0)
            speaking.sendto(message.encode(), self._address)


def _address(named: str) -> str:
    """A path, or an abstract name, which systemd writes with ``@`` for its leading NUL."""
    if named.startswith("@"):
        return "\0" + named[1:]
    return named if named.startswith("/") else ""


def _seconds(microseconds: str) -> float | None:
    return int(microseconds) / 1_000_000 if microseconds.isascii() and microseconds.isdigit() else None
