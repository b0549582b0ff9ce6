"""Families of cards, told by their ATR (facts/carte-vitale.md §1.2)."""

from __future__ import annotations

from enum import Enum, auto

_VITALE1 = bytes.fromhex("3F65")
_PROFESSIONAL = bytes.fromhex("3BAC00402A0012250064")


class Family(Enum):
    """What an ATR alone tells."""

    VITALE1 = auto()
    """Old family card, without a photo: another way of reading, which is not ours."""
    PROFESSIONAL = auto()
    """CPS and the other cards of its family."""
    MAY_BE_VITALE2 = auto()
    """Anything else: the public list of Vitale 2 ATRs may be incomplete, so the card's files decide."""


def family_of(atr: bytes) -> Family:
    """Recognise a card by the beginning of its ATR."""
    if atr.startswith(_VITALE1):
        return Family.VITALE1
    if atr.startswith(_PROFESSIONAL):
        return Family.PROFESSIONAL
    return Family.MAY_BE_VITALE2
