"""Code provisoire by SMS.

``POST /v1/codes-provisoires`` (no body, level ``card``) gives a ``CodeSent``; refused: ``NO_MOBILE``,
``TOO_MANY_CODES`` (``Retry-After``), ``SMS`` (the gateway refused). Asked again while the last code's SMS has no
verdict, the same code is sent again; otherwise a new one cancels the old.
``POST /v1/sms-outcomes`` takes an ``SmsReport`` from the terminal that was given the message, with or without a visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, repr=False)
class SmsToSend:
    """A message for the terminal's own modem; in memory only.

    Attributes:
        id: opaque; also the job's name at the terminal.
        number: E.164.
        text: GSM-7, one part.
    """

    id: str
    number: str
    text: str


@dataclass(frozen=True, repr=False)
class CodeSent:
    """A code is on its way.

    Attributes:
        number: masked.
        again_in_s: seconds after which it may be asked again.
        sms: what the terminal must send; None where the caisse has handed it to its gateway.
    """

    number: str
    again_in_s: int
    sms: SmsToSend | None


class SmsOutcome(StrEnum):
    """What became of an SMS; only ``DELIVERED`` and ``FAILED`` are verdicts."""

    SENT = "sent"
    """The network took it."""
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SmsReport:
    """The terminal tells what became of a message."""

    id: str
    outcome: SmsOutcome
