"""SMS-STATUS-REPORT: what the SMS centre says of a message that it took (3GPP TS 23.040 §9.2.2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_KIND: Final = 0x03
_STATUS_REPORT: Final = 0x02
_STAMPS: Final = 14
"""Octets of the two time stamps before the status."""
_UNCONFIRMED: Final = 0x01
_STILL_TRYING: Final = range(0x20, 0x40)
_COMPLETED: Final = range(0x20)


class Fate(StrEnum):
    """What a status means (§9.2.3.15)."""

    DELIVERED = "delivered"
    FAILED = "failed"
    OPEN = "open"
    """The centre still tries, or has passed the message on without being told more."""


@dataclass(frozen=True)
class Report:
    """A report.

    Attributes:
        reference: TP-MR, as ``+CMGS`` gave it.
    """

    reference: int
    fate: Fate


def report_of(hexadecimal: str) -> Report | None:
    """Read the PDU after ``+CDS:``; None when it is no status report.

    The recipient's number is skipped, not read.
    """
    try:
        data = bytes.fromhex(hexadecimal)
        tpdu = data[1 + data[0] :]
        digits = tpdu[2]
        status = tpdu[4 + (digits + 1) // 2 + _STAMPS]
    except (ValueError, IndexError):
        return None
    return Report(tpdu[1], _fate(status)) if tpdu[0] & _KIND == _STATUS_REPORT else None


def _fate(status: int) -> Fate:
    if status == _UNCONFIRMED or status in _STILL_TRYING:
        return Fate.OPEN
    return Fate.DELIVERED if status in _COMPLETED else Fate.FAILED
