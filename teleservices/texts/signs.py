"""How a sign is named aloud: what a screen reader says of a key (PWD-05)."""

from __future__ import annotations

import unicodedata

from teleservices.texts.catalogue import Texts


def sign_name(sign: str, texts: Texts) -> str:
    """« arobase », « a majuscule », « e accent aigu ».

    Args:
        sign: one composed sign of an alphabet.
        texts: of the person's language.

    Raises:
        KeyError: the sign has no name in the texts. A bug: tests name every sign of every alphabet.
    """
    lower = sign.lower()
    if lower != sign:
        return texts.t("keyboard.upper", letter=sign_name(lower, texts))
    if sign.isascii() and sign.isalnum():
        return sign
    named = unicodedata.name(sign).removeprefix("LATIN SMALL ").removeprefix("LETTER ").removeprefix("LIGATURE ")
    return texts.t(f"keyboard.sign.{named.lower().replace(' ', '_').replace('-', '_')}")
