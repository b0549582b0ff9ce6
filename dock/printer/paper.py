"""What stands on the paper, from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

WIDTH_DOTS = 576
"""The print head: 72 mm."""
DOTS_PER_MM = 8


@dataclass(frozen=True)
class Glyph:
    """A printed sign.

    Attributes:
        width, height: times its normal size (12 × 24 dots), 1–8.
        reversed: white on black.
    """

    sign: str
    width: int
    height: int
    bold: bool
    underlined: bool
    reversed: bool = False


@dataclass(frozen=True)
class TextRow:
    """A printed line.

    Attributes:
        align: 0 left, 1 centre, 2 right.
        advance: dots by which the paper moved.
    """

    glyphs: tuple[Glyph, ...]
    align: int
    advance: int

    @property
    def text(self) -> str:
        """Its signs."""
        return "".join(glyph.sign for glyph in self.glyphs)


@dataclass(frozen=True)
class Feed:
    """Blank paper."""

    dots: int


@dataclass(frozen=True)
class QrMark:
    """A printed QR code: ``module`` dots per module, ``level`` among ``LMQH``."""

    data: bytes
    module: int
    level: str
    align: int


@dataclass(frozen=True)
class CutMark:
    """The cutter has passed; ``partial`` leaves the paper hanging by a point."""

    partial: bool


Mark = TextRow | Feed | QrMark | CutMark


_QR_MODULES = 33


def dots_of(mark: Mark) -> int:
    """How much paper a mark moves, in dots (a QR code is taken for one of version 4)."""
    match mark:
        case TextRow(advance=dots) | Feed(dots=dots):
            return dots
        case QrMark(module=module):
            return _QR_MODULES * module
        case CutMark():
            return 0
        case _:
            assert_never(mark)


def lines(marks: Iterable[Mark]) -> list[str]:
    """The printed lines among marks, without spaces at their end."""
    return [mark.text.rstrip(" ") for mark in marks if isinstance(mark, TextRow)]
