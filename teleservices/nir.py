"""The NIR (numéro d'inscription au répertoire): reading, key, grouping.

Sources: CNAM ``nir-validation`` (key, Corsica), INSEE month ranges; see facts/carte-vitale.md §3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_BODY = re.compile(r"[0-9]{5}(?:[0-9]{2}|2A|2B)[0-9]{6}")
_TYPED = re.compile(r"[12][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2A|2B)[0-9]{6}")
_SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f]")


class NirFault(StrEnum):
    """Why a text is not a NIR. The value is the last part of a message key."""

    LENGTH = "length"
    SIGNS = "signs"
    KEY = "key"


@dataclass(frozen=True, repr=False)
class Nir:
    """A NIR whose form has been checked.

    Attributes:
        body: the 13 characters without the key, ``2A``/``2B`` kept for Corsica.
    """

    body: str

    @property
    def key(self) -> str:
        """The two-digit key, ``01`` to ``97``: 97 − (n mod 97), with 2A → 19 and 2B → 18."""
        number = int(self.body.replace("2A", "19").replace("2B", "18"))
        return f"{97 - number % 97:02d}"

    @property
    def full(self) -> str:
        """The 15 characters, key included."""
        return self.body + self.key

    @property
    def grouped(self) -> str:
        """As people read it: ``2 84 05 88 321 025 32``, with no-break spaces."""
        b = self.body
        return "\u00a0".join((b[0], b[1:3], b[3:5], b[5:7], b[7:10], b[10:13], self.key))

    def __repr__(self) -> str:
        return "Nir(…)"


def _split(text: str) -> tuple[str, str | None] | NirFault:
    """Take separators out and cut body from key."""
    bare = _SEPARATORS.sub("", text).upper()
    match len(bare):
        case 13:
            return bare, None
        case 15:
            return bare[:13], bare[13:]
        case _:
            return NirFault.LENGTH


def from_card(text: str) -> Nir | NirFault:
    """Read the 15 characters of tag 65/93.

    A card is never refused for its month or place: only length, signs and key count
    (facts/carte-vitale.md §3.2, advice for the kiosk).
    """
    parts = _split(text)
    if isinstance(parts, NirFault):
        return parts
    return _checked(parts, _BODY)


def from_typing(text: str) -> Nir | NirFault:
    """Read 13 or 15 typed characters, separators allowed, by CNAM's rules (first digit 1–2, month 01–12 or 20–99)."""
    parts = _split(text)
    if isinstance(parts, NirFault):
        return parts
    return _checked(parts, _TYPED)


def _checked(parts: tuple[str, str | None], form: re.Pattern[str]) -> Nir | NirFault:
    body, key = parts
    if not (body.isascii() and form.fullmatch(body)):
        return NirFault.SIGNS
    nir = Nir(body)
    if key is not None and key != nir.key:
        return NirFault.KEY
    return nir
