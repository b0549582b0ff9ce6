"""A port inside a box that leads to a port outside: its network has no other way out."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from tools.box.inside import socket_inside

_HOST = "127.0.0.1"
_CHUNK = 1 << 16


class Relay:
    """Listens on 127.0.0.1 of a box and leads to the same port of this machine's.

    Args:
        leader: a process of the box.
        port: on both sides.

    Raises:
        OSError: the port is taken inside.
    """

    def __init__(self, leader: int, port: int) -> None:
        self._port = port
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._listener = socket_inside(leader, lambda: socket.create_server((_HOST, port)))
        threading.Thread(target=self._accept, name=f"relay-{port}", daemon=True).start()

    def close(self) -> None:
        """Take nobody more, and cut off whoever is connected. May be called twice."""
        with self._lock:
            self._closed = True
            for connection in (self._listener, *self._open):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._carry, args=(client,), name="relay-client", daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection((_HOST, self._port)) as server:
            both = {client, server}
            with self._lock:
                if self._closed:
                    return
                self._open |= both
            back = threading.Thread(target=_pump, args=(server, client), name="relay-back", daemon=True)
            back.start()
            _pump(client, server)
            back.join()
            with self._lock:
                self._open -= both


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(_CHUNK):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
