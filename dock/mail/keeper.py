"""What the mail server does with a message: keep it, byte for byte, or the fault that was asked for."""

from __future__ import annotations

from asyncio import WriteTransport
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session

from dock.mail.faults import MailFault

_OK: Final = "250 2.0.0 OK"


class Keeper:
    """Judges and keeps.

    Args:
        directory: where messages are kept, ``0001.eml`` first.
        kept: told each file, whole.
    """

    def __init__(self, directory: Path, kept: Callable[[Path], None]) -> None:
        self._directory = directory
        self._kept = kept
        self._count = len(list(directory.glob("*.eml")))
        self._fault: MailFault | None = None
        self._times = 0

    def fail(self, fault: MailFault | None, times: int) -> None:
        """Do wrong for so many messages; None: no more."""
        self._fault, self._times = fault, times

    @property
    def hooks(self) -> SimpleNamespace:
        """What aiosmtpd calls, under the names that it looks for."""
        return SimpleNamespace(handle_RCPT=self.recipient, handle_DATA=self.text)

    async def recipient(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if self._next({MailFault.REFUSE}):
            return "550 5.1.1 no such mailbox"
        if self._next({MailFault.LATER}):
            return "451 4.7.1 greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return _OK

    async def text(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Keep a message, or break the line."""
        fault = self._next({MailFault.DROP, MailFault.FORGET_ANSWER})
        if fault is not MailFault.DROP:
            self._keep(envelope.original_content or b"")
        if fault is not None and isinstance(server.transport, WriteTransport):
            server.transport.abort()
        return _OK

    def _keep(self, content: bytes) -> None:
        self._count += 1
        file = self._directory / f"{self._count:04}.eml"
        file.write_bytes(content)
        self._kept(file)

    def _next(self, among: set[MailFault]) -> MailFault | None:
        """The fault to do now, if it is among these and there are times left."""
        if self._fault not in among or self._times == 0:
            return None
        self._times -= 1
        return self._fault
