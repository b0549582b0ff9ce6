"""What a modem finds around it, and what is wrong with it: set from outside, read by the machine."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum


class Sim(StrEnum):
    """The SIM card (``+CPIN``, TS 27.007 §8.3)."""

    READY = "ready"
    ABSENT = "absent"
    PIN = "pin"
    """Asks for its PIN each time it gets power."""
    PUK = "puk"
    BUSY = "busy"


class Silence(StrEnum):
    """When the modem says nothing."""

    NEVER = "never"
    ALWAYS = "always"
    PROMPT = "prompt"
    """It does not prompt for a PDU."""
    SENT = "sent"
    """It takes the PDU, the network takes the message, and nobody is told."""


class Unplug(StrEnum):
    """When the cable is pulled by itself."""

    NEVER = "never"
    PROMPT = "prompt"
    """Instead of the prompt."""
    SENT = "sent"
    """Once the PDU is whole; the message has left."""


class ReportMode(StrEnum):
    """What the message centre reports."""

    DELIVERED = "delivered"
    FAILED = "failed"
    NONE = "none"
    LATE = "late"
    """Delivered, and told when asked to."""
    EARLY = "early"
    """Delivered, and told before the modem has answered ``+CMGS``."""
    TRYING = "trying"
    """Not delivered yet, the centre still tries."""


@dataclass
class Condition:
    """All of it.

    Attributes:
        pin: that of the SIM.
        pin_tries: left before it is locked.
        registration: ``<stat>`` of ``+CREG`` (TS 27.007 §7.2).
        signal: ``<rssi>`` of ``+CSQ`` (§8.5).
        centre: the SMS centre's number, empty for none (TS 27.005 §3.3.1).
        credit: False: the network rejects every message (``+CMS ERROR: 21``).
        refusals: errors for the next messages, one each; None for a plain ``ERROR``.
        numbered: False: the modem knows no ``+CMEE`` and says ``ERROR`` for everything but messages.
        garbage: True: it is no modem at all, and babbles.
        pace_s: before each line that it says.
        prompt_s: before the prompt, more.
    """

    sim: Sim = Sim.READY
    pin: str = "0000"
    pin_tries: int = 3
    registration: int = 1
    signal: int = 20
    centre: str = "+33600000000"
    credit: bool = True
    refusals: deque[int | None] = field(default_factory=deque)
    numbered: bool = True
    silence: Silence = Silence.NEVER
    unplug: Unplug = Unplug.NEVER
    reports: ReportMode = ReportMode.DELIVERED
    garbage: bool = False
    pace_s: float = 0.0
    prompt_s: float = 0.0
