"""APDUs: commands, answers, and the stack that makes T=0 look simple.

Each floor of the stack sends a command and may send it again: ``RawSender`` below, then ``LengthCorrecting``
(``6Cxx``: again with that length), then ``ResponseChaining`` (``61xx``: fetch what waits).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Protocol

from kiosk.devices.card.faults import AnswerFault, LinkFault, PcscFault

_MORE = 0x61
_OTHER_LENGTH = 0x6C
_GET_RESPONSE = 0xC0
_MOST_PARTS = 64


class Status(IntEnum):
    """Status words that change what is done next."""

    SILENCE = 0x0000
    """Not of the standard: nothing was sent, because the link is broken."""
    END_OF_FILE = 0x6282
    """Done, and the file ended before the length asked for."""
    DONE = 0x9000


@dataclass(frozen=True, repr=False)
class Command:
    """A short command APDU.

    Attributes:
        data: up to 255 bytes.
        le: how many bytes are expected, 1 to 256, or None for none said. In T=0 a command with data leaves it out.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    le: int | None = None

    def to_bytes(self) -> bytes:
        """As the card gets it."""
        length = bytes([len(self.data)]) + self.data if self.data else b""
        expected = b"" if self.le is None else bytes([self.le & 0xFF])
        return bytes([self.cla, self.ins, self.p1, self.p2]) + length + expected


@dataclass(frozen=True, repr=False)
class Response:
    """What the card answered."""

    data: bytes
    status: int

    @property
    def done(self) -> bool:
        """Whether the command was carried out."""
        return self.status in (Status.DONE, Status.END_OF_FILE)


class Transmit(Protocol):
    """What carries bytes to a card and back, e.g. ``pcsc.Connection.transmit``."""

    def __call__(self, command: bytes, /) -> bytes | PcscFault:
        """Send one command as bytes; give the answer's bytes, status word included."""


class Sender(Protocol):
    """One floor of the stack."""

    def send(self, command: Command) -> Response | LinkFault:
        """Send a command and give its answer."""


@dataclass(frozen=True)
class RawSender:
    """Commands to bytes, bytes to answers."""

    transmit: Transmit

    def send(self, command: Command) -> Response | LinkFault:
        """Send once."""
        answer = self.transmit(command.to_bytes())
        if isinstance(answer, PcscFault):
            return answer
        if len(answer) < 2:
            return AnswerFault.SHORT
        return Response(answer[:-2], int.from_bytes(answer[-2:], "big"))


@dataclass(frozen=True)
class LengthCorrecting:
    """Sends again with the length that the card asks for, once."""

    below: Sender

    def send(self, command: Command) -> Response | LinkFault:
        """Send, and again after ``6Cxx``."""
        answer = self.below.send(command)
        if isinstance(answer, Response) and answer.status >> 8 == _OTHER_LENGTH:
            return self.below.send(replace(command, le=answer.status & 0xFF or 256))
        return answer


@dataclass(frozen=True)
class ResponseChaining:
    """Fetches what the card keeps ready."""

    below: Sender

    def send(self, command: Command) -> Response | LinkFault:
        """Send, then GET RESPONSE as long as there is ``61xx``."""
        data = b""
        answer = self.below.send(command)
        for _ in range(_MOST_PARTS):
            if not isinstance(answer, Response):
                return answer
            data += answer.data
            if answer.status >> 8 != _MORE:
                return Response(data, answer.status)
            answer = self.below.send(Command(command.cla, _GET_RESPONSE, 0, 0, le=answer.status & 0xFF or 256))
        return AnswerFault.ENDLESS


class Link:
    """The whole stack, which remembers its first fault.

    After a fault nothing is sent any more and every command ends in ``Status.SILENCE``: a walk over a card's files asks
    once, at its end, whether the link held.
    """

    def __init__(self, transmit: Transmit) -> None:
        self._top = ResponseChaining(LengthCorrecting(RawSender(transmit)))
        self._fault: LinkFault | None = None

    @property
    def fault(self) -> LinkFault | None:
        """What broke the link, or None."""
        return self._fault

    def send(self, command: Command) -> Response:
        """Send a command through the stack."""
        if self._fault is None:
            answer = self._top.send(command)
            if isinstance(answer, Response):
                return answer
            self._fault = answer
        return Response(b"", Status.SILENCE)
