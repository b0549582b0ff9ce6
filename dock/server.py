"""The dock's unix socket: JSON lines in, JSON lines out, one command at a time."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable
from pathlib import Path

from dock.answers import Answer
from dock.answers import write as write_answer
from dock.commands import Command, CommandError, parse

Obey = Callable[[Command], Answer]


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(write_answer(self.server.obey_line(line)))


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Serves any number of clients; their commands are obeyed one after the other.

    Args:
        path: the socket to make; a file left there by a dock that crashed is replaced.
        obey: carries a command out.
    """

    daemon_threads = True

    def __init__(self, path: Path, obey: Obey) -> None:
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Handler)
        path.chmod(0o600)
        self._obey = obey
        self._turn = threading.Lock()

    def obey_line(self, line: bytes) -> Answer:
        """Carry one line out; a line that is no command is refused."""
        try:
            command = parse(line)
        except CommandError as error:
            return Answer(ok=False, error=str(error))
        with self._turn:
            return self._obey(command)
