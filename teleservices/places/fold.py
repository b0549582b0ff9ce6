"""What two ways of writing a place have in common: no accents, no capitals, no punctuation."""

from __future__ import annotations

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def fold(text: str) -> str:
    """``SAINT-ÉTIENNE du Grès`` becomes ``saint etienne du gres``: lower-case ASCII words, one space between them."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_LIGATURES))
    signs = (sign for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in signs).split())
