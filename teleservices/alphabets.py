"""Which signs each kind of field takes: the one declaration that keyboard, field, paste and caisse all use.

The 21 special signs of passwords are those of the source documents (teleservices.md, ``password_change``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final

SPECIALS: Final = "?!$€£@&(-+_)=*%/<>,.;"
"""The only special signs of a password."""
_ACCENTED: Final = "àâäæçéèêëîïôöœùûüÿ"


class FieldKind(StrEnum):
    """What a field is for; the value names its keyboard in ``config/keyboards``."""

    PASSWORD = "password"
    NAME = "name"
    STREET = "street"
    MESSAGE = "message"
    NIR = "nir"
    EMAIL = "email"
    AMOUNT = "amount"
    DATE = "date"
    CODE = "code"
    CHECK = "check"
    POSTCODE = "postcode"
    DIGITS = "digits"
    TOKEN = "token"


@dataclass(frozen=True)
class Alphabet:
    """The signs of one kind of field.

    Attributes:
        signs: every sign that may stand in the field, each once.
        longest: how many signs at most.
        folds: what is taken for another sign when it is typed or pasted (``'`` for ``’``, ``a`` for ``A``).
    """

    kind: FieldKind
    signs: str
    longest: int
    folds: tuple[tuple[str, str], ...] = ()

    def sign(self, typed: str) -> str | None:
        """The sign that stands in the field when ``typed`` (one composed sign) is typed; None when none may."""
        folded = dict(self.folds).get(typed, typed)
        return folded if len(folded) == 1 and folded in self.signs else None

    def clean(self, text: str) -> str:
        """What remains of a pasted text: its signs that may stand here, cut at ``longest``; never anything else."""
        found = (self.sign(sign) for sign in unicodedata.normalize("NFC", text))
        return "".join(sign for sign in found if sign is not None)[: self.longest]

    def admits(self, text: str) -> bool:
        """Whether a text could have been typed here."""
        return len(text) <= self.longest and all(sign in self.signs for sign in text)


_LETTERS: Final = ascii_lowercase + ascii_uppercase
_ALL_LETTERS: Final = _LETTERS + _ACCENTED + _ACCENTED.upper()
_QUOTES: Final = (("'", "’"), ("ʼ", "’"), ("‘", "’"))
_TO_UPPER: Final = (("a", "A"), ("b", "B"))
_TO_LOWER: Final = tuple(zip(ascii_uppercase, ascii_lowercase, strict=True))

ALPHABETS: Final = {
    alphabet.kind: alphabet
    for alphabet in (
        Alphabet(FieldKind.PASSWORD, _LETTERS + digits + SPECIALS, 25),
        Alphabet(FieldKind.NAME, _ALL_LETTERS + "’- ", 80, _QUOTES),
        Alphabet(FieldKind.STREET, _ALL_LETTERS + digits + "’-,./ ", 120, _QUOTES),
        Alphabet(FieldKind.MESSAGE, _ALL_LETTERS + digits + "’-,.;:/?!()%€@+=& ", 1000, _QUOTES),
        Alphabet(FieldKind.NIR, digits + "AB", 15, _TO_UPPER),
        Alphabet(FieldKind.EMAIL, ascii_lowercase + digits + "@.-_+", 120, _TO_LOWER),
        Alphabet(FieldKind.AMOUNT, digits + ",", 10, ((".", ","),)),
        Alphabet(FieldKind.DATE, digits, 8),
        Alphabet(FieldKind.CODE, digits, 4),
        Alphabet(FieldKind.CHECK, digits, 5),
        Alphabet(FieldKind.POSTCODE, digits, 5),
        Alphabet(FieldKind.DIGITS, digits, 10),
        Alphabet(FieldKind.TOKEN, _LETTERS + digits + "-_", 64),
    )
}
"""By kind of field."""
