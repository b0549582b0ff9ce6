"""A relay before the printer that notes when the end of a job passes."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from queue import SimpleQueue

_CUT = b"\x1dV"
_PATIENCE_S = 60.0


class Tap:
    """Listens on 127.0.0.1 and leads to the printer; one client at a time, as printers do.

    Args:
        printer: ``127.0.0.1:PORT``.

    Attributes:
        address: where the terminal connects instead.
    """

    def __init__(self, printer: str) -> None:
        host, port = printer.rsplit(":", 1)
        self._printer = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._ends: SimpleQueue[float] = SimpleQueue()
        threading.Thread(target=self._accept, name="tap", daemon=True).start()

    def await_end_of_job(self) -> float:
        """When the next cut passed: seconds of the monotonic clock.

        Raises:
            queue.Empty: none passes.
        """
        return self._ends.get(timeout=_PATIENCE_S)

    def close(self) -> None:
        """Take no more clients."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._carry, args=(client,), name="tap-client", daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self._printer) as printer:
            printer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=self._carry_back, args=(printer, client), daemon=True)
            back.start()
            while piece := client.recv(1 << 16):
                now = time.monotonic()
                printer.sendall(piece)
                if _CUT in piece:
                    self._ends.put(now)
            printer.shutdown(socket.SHUT_WR)
            back.join()

    def _carry_back(self, printer: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while piece := printer.recv(1 << 16):
                client.sendall(piece)
            client.shutdown(socket.SHUT_RDWR)
