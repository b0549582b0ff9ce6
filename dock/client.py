"""The other end of the dock's socket, for its window, the demo player and the tests."""

from __future__ import annotations

import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from dock.answers import Answer, Mail, Paper, Standing, parse
from dock.commands import Command, MailMessages, PrinterJobs, PrinterTake, Status, write
from dock.modem.commands import ModemMessages
from dock.modem.inbox import Message


class DockError(Exception):
    """The dock refused a command; the message is its reason."""


class DockClient:
    """A connection to a dock; for one thread.

    Args:
        path: the dock's socket.
        timeout_s: the longest that a command may take.

    Raises:
        OSError: no dock listens there.
    """

    def __init__(self, path: Path, timeout_s: float = 60.0) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout_s)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._lines = self._socket.makefile("rb")

    def do(self, command: Command) -> Answer:
        """Have a command carried out.

        Raises:
            DockError: it was refused.
            ConnectionError: the dock went away.
        """
        self._socket.sendall(write(command))
        line = self._lines.readline()
        if not line:
            raise ConnectionError("the dock is gone")
        answer = parse(line)
        if not answer.ok:
            raise DockError(answer.error)
        return answer

    def status(self) -> Standing:
        """Where everything is and how it stands."""
        standing = self.do(Status()).status
        if standing is None:
            raise DockError("a status without a status")
        return standing

    def take_paper(self) -> Paper | None:
        """The last paper printed, taken out of the printer's mouth; None: there is none."""
        return self.do(PrinterTake()).paper

    def papers(self) -> tuple[Paper, ...]:
        """Every paper printed since the dock started."""
        return self.do(PrinterJobs()).papers or ()

    def mails(self) -> tuple[Mail, ...]:
        """Every e-mail that the caisse sent since the dock's directory was made."""
        return self.do(MailMessages()).mails or ()

    def messages(self) -> tuple[Message, ...]:
        """Every SMS that reached its reader since the dock started."""
        return self.do(ModemMessages()).messages or ()

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
