"""How the modem stands, and how a message ended: closed unions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Ready:
    """Registered; messages can be sent.

    Attributes:
        signal: 0 to 31 as ``+CSQ`` tells it, None where it is not known (99).
    """

    signal: int | None


@dataclass(frozen=True)
class Starting:
    """Found and being asked; nothing is known yet."""


class SimFault(StrEnum):
    """Why the SIM cannot be used."""

    ABSENT = "absent"
    PIN_MISSING = "pin_missing"
    """It asks for a PIN and the settings give none."""
    PIN_WRONG = "pin_wrong"
    """The settings' PIN was refused once; it is never tried again by itself."""
    PUK = "puk"
    OTHER = "other"


@dataclass(frozen=True)
class NoSim:
    """The SIM cannot be used."""

    fault: SimFault


@dataclass(frozen=True)
class NoNetwork:
    """Not registered: searching, or ``denied`` by the network."""

    denied: bool
    signal: int | None


@dataclass(frozen=True)
class Disconnected:
    """No such device, or it was unplugged."""


@dataclass(frozen=True)
class Silent:
    """The device is there and does not answer, or not as a modem does."""


ModemStatus = Ready | Starting | NoSim | NoNetwork | Disconnected | Silent


class SendFault(StrEnum):
    """Why a message did not leave; for the journal and the technician."""

    NO_MODEM = "no_modem"
    NO_SIM = "no_sim"
    NO_NETWORK = "no_network"
    NO_CREDIT = "no_credit"
    REFUSED = "refused"
    """The network or the SMS centre refused it."""
    TEXT = "text"
    """The text cannot be written in any alphabet of SMS."""


@dataclass(frozen=True)
class Sent:
    """The network took every part; ``parts`` of them."""

    parts: int


@dataclass(frozen=True)
class NotSent:
    """It did not leave."""

    fault: SendFault


@dataclass(frozen=True)
class SendUnknown:
    """The modem fell silent or was unplugged after it was given the message."""


SmsEnd = Sent | NotSent | SendUnknown
