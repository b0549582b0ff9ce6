"""How long a text is in an SMS: GSM 7 bit default alphabet with its extension table (3GPP TS 23.038 §6.2.1).

This is the only module that knows the codec's library.
"""

from __future__ import annotations

from typing import Final

import gsm0338

SINGLE: Final = 160
"""Septets that one part holds."""
ESCAPE: Final = 0x1B
"""Comes before each sign of the extension table, and is no sign itself."""

_CODEC: Final = gsm0338.Codec()


def septets(text: str) -> bytes | None:
    """A text in GSM 7 bit, one byte for each septet, not packed; None where the alphabet lacks a sign of it."""
    if chr(ESCAPE) in text:
        return None
    try:
        written: bytes = _CODEC.encode(text)[0]
    except UnicodeEncodeError:
        return None
    return written


def foreign(text: str) -> str:
    """The signs that the basic table lacks, those of the extension table included, as they come.

    Our own texts use none: one sign outside the alphabet leaves 70 signs of 160, and an extended one counts twice
    (facts/standards.md SMS-01).
    """
    return "".join(sign for sign in text if len(septets(sign) or b"..") != 1)


def fits(text: str) -> bool:
    """Whether a text goes out as one part, all of it in the basic table."""
    return not foreign(text) and len(text) <= SINGLE
