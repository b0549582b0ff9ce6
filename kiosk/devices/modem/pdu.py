"""SMS-SUBMIT as the modem takes it: hexadecimal, after an empty SMSC address (TS 23.040 §9.2.2.2, TS 27.005 §4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kiosk.devices.modem.parts import parts_of

_SUBMIT: Final = 0x01
_VALIDITY_RELATIVE: Final = 0x10
_WITH_HEADER: Final = 0x40
_WANTS_REPORT: Final = 0x20
_TWO_DAYS: Final = 166 + 2
"""TP-VP (§9.2.3.12.1): a code provisoire is worth nothing after 48 hours, nor is its SMS."""
_INTERNATIONAL: Final = 0x91
_GSM7: Final = 0x00
_UCS2: Final = 0x08
_NUMBER: Final = re.compile(r"\+[0-9]{3,15}")


@dataclass(frozen=True, repr=False)
class Pdu:
    """One part, ready for ``+CMGS``.

    Attributes:
        length: octets without the SMSC address: what ``+CMGS=`` is told.
        hexadecimal: the whole, upper case.
    """

    length: int
    hexadecimal: str


def pdus_of(number: str, text: str, reference: int) -> tuple[Pdu, ...] | None:
    """A message as PDUs, each asking for a delivery report.

    Args:
        number: E.164, with its ``+``.
        text: of any length up to 255 parts.
        reference: 0 to 255, the same on each part and another for the next message.

    Returns:
        None where number or text cannot be written.
    """
    cut = parts_of(text)
    if cut is None or not _NUMBER.fullmatch(number):
        return None
    total = len(cut.parts)
    written = []
    for position, part in enumerate(cut.parts, start=1):
        # Header (§9.2.3.24.1): length, then « concatenated, 8-bit reference ».
        header = bytes((5, 0, 3, reference, total, position)) if total > 1 else b""
        first = _SUBMIT | _VALIDITY_RELATIVE | _WANTS_REPORT | (_WITH_HEADER if header else 0)
        coding = _GSM7 if cut.gsm7 else _UCS2
        data = _packed(header, part) if cut.gsm7 else bytes((len(header) + len(part),)) + header + part
        tpdu = bytes((first, 0)) + _address(number) + bytes((0, coding, _TWO_DAYS)) + data
        written.append(Pdu(len(tpdu), "00" + tpdu.hex().upper()))
    return tuple(written)


def _address(number: str) -> bytes:
    digits = number[1:]
    return bytes((len(digits), _INTERNATIONAL)) + semi_octets(digits)


def semi_octets(digits: str) -> bytes:
    """Digits two by two, the first of each in the low half (§9.1.2.3)."""
    even = digits + "F" * (len(digits) % 2)
    return bytes.fromhex("".join(even[i + 1] + even[i] for i in range(0, len(even), 2)))


def _packed(header: bytes, part: bytes) -> bytes:
    """User data length, in septets, and the data: header, fill bits up to a septet's edge, septets."""
    bits = len(header) * 8
    filled = -(-bits // 7) * 7
    number = 0
    for position, septet in enumerate(part):
        number |= septet << (filled + 7 * position)
    number |= int.from_bytes(header, "little")
    end = filled + 7 * len(part)
    return bytes((filled // 7 + len(part),)) + number.to_bytes(-(-end // 8), "little")
