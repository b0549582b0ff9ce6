"""Why bytes did not go to the card and back, as values: PC/SC's codes, and answers that are no answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Code(IntEnum):
    """The PC/SC codes that change what is done next; any other one is a fault like another."""

    UNKNOWN_READER = 0x80100009
    SHARING_VIOLATION = 0x8010000B
    NO_SMARTCARD = 0x8010000C
    COMM_ERROR = 0x80100013
    """What really comes when pcscd dies."""
    READER_UNAVAILABLE = 0x80100017
    NO_SERVICE = 0x8010001D
    SERVICE_STOPPED = 0x8010001E
    NO_READERS = 0x8010002E
    REMOVED_CARD = 0x80100069
    SECURITY_VIOLATION = 0x8010006A
    """How libpcsclite tells that pcscd closed on us: it refuses this client, or it just died."""


@dataclass(frozen=True)
class PcscFault:
    """A PC/SC call failed.

    Attributes:
        code: the code, masked to 32 bits.
    """

    code: int

    @property
    def hex(self) -> str:
        """As technicians look it up: ``8010001D``."""
        return f"{self.code:08X}"


class AnswerFault(StrEnum):
    """The card answered something that is not an answer."""

    SHORT = "short"
    """Fewer than the two bytes of a status word: the card died while it spoke."""
    ENDLESS = "endless"
    """It never stopped announcing more."""


LinkFault = PcscFault | AnswerFault
