"""A printer on the network: raw TCP, port 9100 by custom."""

from __future__ import annotations

import socket
import struct

from kiosk.devices.printer.descriptor import DescriptorConnection, lost
from kiosk.devices.printer.status import Disconnected

_DROP_AT_CLOSE = struct.pack("ii", 1, 0)


class NetworkTransport:
    """Connects to ``host:port``.

    Args:
        host: name or address.
        port: TCP port.
        connect_s: how long to wait for the connection.
    """

    def __init__(self, host: str, port: int, connect_s: float = 3.0) -> None:
        self._host = host
        self._port = port
        self._connect_s = connect_s

    def open(self) -> DescriptorConnection | Disconnected:
        """See ``Transport``."""
        try:
            link = socket.create_connection((self._host, self._port), self._connect_s)
        except OSError as error:
            return lost(error)
        # Bytes still in this machine when the connection is given up must not come out later as a ghost.
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _DROP_AT_CLOSE)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.settimeout(0)
        return DescriptorConnection(link.fileno(), link.close, empty_is_end=True)
