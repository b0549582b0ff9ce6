"""From a key of the cast to the chip of that card."""

from __future__ import annotations

from typing import assert_never

from dock.card.chip import BareChip, Chip, VitaleChip
from dock.card.damage import Damage, MuteChip, damaged
from dock.card.image import image_of
from dock.cast import CardKind, Cast, OddCard, Person

VITALE1_ATR = bytes.fromhex("3F65250022096990 00")
PROFESSIONAL_ATR = bytes.fromhex("3BAC00402A001225006480000310009000")
OTHER_ATR = bytes.fromhex("3B6500002063CB6400")


def chip_of(cast: Cast, key: str, damage: str | None = None) -> Chip:
    """Make the chip of a card.

    Args:
        cast: whose cards there are.
        key: a person's or an odd card's.
        damage: what is wrong with a person's card, as ``dock.card.damage`` reads it.

    Raises:
        KeyError: the cast has no such card.
        ValueError: no such damage, or a damage on a card that takes none.
    """
    match cast.card(key):
        case Person() as person:
            image = image_of(person)
            return VitaleChip(image) if damage is None else damaged(image, damage)
        case OddCard() as odd:
            if damage is not None:
                raise ValueError("only a person's card can be damaged")
            return _odd(cast, odd.kind)


def _odd(cast: Cast, kind: CardKind) -> Chip:
    somebody = image_of(next(iter(cast.people.values())))
    match kind:
        case CardKind.VITALE1:
            return BareChip(VITALE1_ATR)
        case CardKind.PROFESSIONAL:
            return BareChip(PROFESSIONAL_ATR)
        case CardKind.OTHER:
            return BareChip(OTHER_ATR)
        case CardKind.MUTE:
            return MuteChip()
        case CardKind.MALFORMED:
            return damaged(somebody, Damage.GARBLED)
        case CardKind.HANGS:
            return damaged(somebody, Damage.HANGS)
        case _:
            assert_never(kind)
