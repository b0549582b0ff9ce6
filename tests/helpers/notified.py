"""A systemd that listens."""

from __future__ import annotations

import socket


class Ear:
    """systemd's end of the notify socket.

    Attributes:
        name: for ``NOTIFY_SOCKET``.
    """

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)
        self.name = address.replace("\0", "@")

    def hear(self, seconds: float = 60.0) -> str:
        """The next message.

        Raises:
            TimeoutError: there is none in time.
        """
        self._socket.settimeout(seconds)
        return self._socket.recv(4096).decode()

    def hear_until(self, message: str) -> list[str]:
        """What came before ``message``, and it."""
        heard = [self.hear()]
        while heard[-1] != message:
            heard.append(self.hear())
        return heard

    def close(self) -> None:
        self._socket.close()
