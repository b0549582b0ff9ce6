"""What a gateway does with a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from teleservices.wire.codes import SmsToSend


class Reason(StrEnum):
    """Why a message certainly did not leave; for the journal and the operator."""

    UNREACHABLE = "unreachable"
    """No connection to the gateway, or not one to be trusted."""
    ACCESS = "access"
    """Our token is not taken."""
    CREDIT = "credit"
    MESSAGE = "message"
    """It will not have this number, this text or this many messages."""


@dataclass(frozen=True)
class Accepted:
    """The gateway has it and answers for the rest."""


@dataclass(frozen=True)
class Refused:
    """It did not leave."""

    reason: Reason


@dataclass(frozen=True)
class Unknown:
    """No answer, or one that makes no sense, after the message was handed over: it may be on its way."""


Handed = Accepted | Refused | Unknown


class Gateway(Protocol):
    """A way to send an SMS."""

    def send(self, message: SmsToSend) -> Handed:
        """Hand a message over; sent again under the same ``id``, it still reaches its number once.

        Blocks for as long as the gateway's settings allow, so it is never called inside a transaction. Any thread.

        Args:
            message: its text within one part.
        """
