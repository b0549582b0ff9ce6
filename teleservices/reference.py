"""The reference of a document or a declaration: ten signs that people can read aloud and copy by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

SIGNS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Capitals and digits without 0, O, 1 and I: five bits a sign (architecture.md)."""
LENGTH: Final = 10

_SEPARATORS = str.maketrans("", "", " -.\u00a0\u202f")


@dataclass(frozen=True)
class Reference:
    """A reference whose form has been checked.

    Attributes:
        signs: ten of ``SIGNS``, nothing between them.
    """

    signs: str

    @property
    def grouped(self) -> str:
        """As printed: ``7KQ2 M9XW 4T``, with no-break spaces."""
        return "\u00a0".join(self.signs[at : at + 4] for at in range(0, LENGTH, 4))


def draw(below: Callable[[int], int]) -> Reference:
    """A new reference.

    Args:
        below: gives a number from 0 to its argument − 1, each as likely: ``secrets.randbelow``.
    """
    return Reference("".join(SIGNS[below(len(SIGNS))] for _ in range(LENGTH)))


def from_text(text: str) -> Reference | None:
    """Read a reference in any case, grouped or not; None when it cannot be one."""
    bare = text.translate(_SEPARATORS).upper()
    if len(bare) != LENGTH or any(sign not in SIGNS for sign in bare):
        return None
    return Reference(bare)
