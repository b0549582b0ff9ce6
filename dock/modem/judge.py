"""Reads what a terminal sends, by code that did not write it: python-gsmmodem's PDU decoder.

The library is known by this module alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gsmmodem import pdu as library

# Its table has « ` » in the place of « § » (TS 23.038 §6.2.1, 0x5F).
library.GSM7_BASIC = library.GSM7_BASIC.replace("`", "§")


class PduError(Exception):
    """These digits are no SMS-SUBMIT."""


@dataclass(frozen=True)
class Joint:
    """The place of a part in a longer message."""

    reference: int
    parts: int
    number: int


@dataclass(frozen=True, repr=False)
class Submitted:
    """An SMS-SUBMIT.

    Attributes:
        number: with its ``+``.
        length: octets without the SMSC address.
        joint: None for a message in one part.
        wants_report: TP-SRR.
    """

    number: str
    text: str
    length: int
    joint: Joint | None
    wants_report: bool


def submitted(hexadecimal: str) -> Submitted:
    """Decode a PDU.

    Raises:
        PduError: it cannot be read, or is another kind of PDU.
    """
    try:
        found: dict[str, Any] = library.decodeSmsPdu(hexadecimal)
        first = bytes.fromhex(hexadecimal)[1]
        # Outside the first plane of Unicode the library leaves two halves.
        text = str(found["text"]).encode("utf-16-be", "surrogatepass").decode("utf-16-be")
        number = str(found["number"])
    except Exception as error:
        # Whatever it stumbles over, the PDU is not one: the library documents no exception of its own.
        raise PduError(type(error).__name__) from error
    if found["type"] != "SMS-SUBMIT":
        raise PduError(str(found["type"]))
    joints = [one for one in found.get("udh", ()) if isinstance(one, library.Concatenation)]
    joint = Joint(joints[0].reference, joints[0].parts, joints[0].number) if joints else None
    return Submitted(number, text, int(found["tpdu_length"]), joint, bool(first & 0x20))
