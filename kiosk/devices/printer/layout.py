"""From blocks to lines: wrapping and columns are ours, because printers break in the middle of words.

Pure; knows the paper's width in columns and nothing of ESC/POS.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from kiosk.devices.printer.ticket import (
    Align,
    Bar,
    Block,
    Cut,
    Heading,
    KeyValue,
    Paragraph,
    QrCode,
    Rule,
    Space,
    Table,
    Ticket,
    Title,
)
from teleservices.texts.typography import typography

CHARSET = "cp1252"
"""The one code page that has French whole: é « » ’ – … œ Œ Ÿ €."""

_INDENT = "  "
_GAP = " "


@dataclass(frozen=True, repr=False)
class Span:
    """Signs of one weight and height; ``tall`` ones are twice as high."""

    text: str
    bold: bool = False
    tall: bool = False


@dataclass(frozen=True, repr=False)
class Line:
    """One line of paper.

    Attributes:
        spans: from left to right; together no wider than the paper.
        large: twice as wide and twice as high.
    """

    spans: tuple[Span, ...]
    align: Align = Align.LEFT
    large: bool = False

    @property
    def text(self) -> str:
        """The signs without their weight."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class RuleLine:
    """A thin line over ``columns`` columns."""

    columns: int


@dataclass(frozen=True)
class BarLine:
    """``columns`` columns of black; those of two lines touch."""

    columns: int


Row = Line | RuleLine | BarLine | Space | QrCode | Cut


def lay_out(ticket: Ticket, columns: int) -> tuple[Row, ...]:
    """Cut a ticket into lines that fit.

    Args:
        ticket: any ticket; characters that paper lacks are replaced (``typography``).
        columns: signs of normal size on a line, 48 on 80 mm paper.

    Raises:
        ValueError: a table is wider than the paper.
    """
    return tuple(row for block in ticket.blocks for row in _rows(block, columns))


def _rows(block: Block, columns: int) -> Iterator[Row]:
    match block:
        case Title(text=text):
            for line in _wrapped(text, columns // 2):
                yield Line((Span(line, bold=True),), Align.CENTRE, large=True)
        case Heading(text=text):
            for line in _wrapped(text, columns):
                yield Line((Span(line, bold=True),))
        case Paragraph(text=text, align=align, bold=bold):
            for line in _wrapped(text, columns):
                yield Line((Span(line, bold),), align)
        case KeyValue():
            yield from _key_value(block, columns)
        case Table():
            yield from _table(block, columns)
        case Rule():
            yield RuleLine(columns)
        case Bar(lines=lines):
            yield from (BarLine(columns) for _ in range(lines))
        case QrCode(data=data):
            # A control character inside the data could be taken for a real-time command by the printer.
            yield QrCode("".join(sign for sign in data if sign.isprintable()))
        case Space() | Cut():
            yield block
        case _:
            assert_never(block)


def _wrapped(text: str, width: int) -> list[str]:
    # textwrap breaks at plain spaces only, so « 36 46 » and « Nom : » hold together by their no-break spaces.
    return textwrap.wrap(typography(text, CHARSET), width, break_on_hyphens=False, break_long_words=True)


def _key_value(block: KeyValue, columns: int) -> Iterator[Row]:
    """The value ends at the right edge, or stands indented below its label when both do not fit on one line."""
    label = " ".join(_wrapped(block.label, columns))
    value = " ".join(_wrapped(block.value, columns))
    room = columns - len(label) - len(value)
    if room >= len(_INDENT):
        yield Line((Span(label + " " * room), Span(value, tall=True)))
        return
    for line in _wrapped(label, columns):
        yield Line((Span(line),))
    for line in _wrapped(value, columns - len(_INDENT)):
        yield Line((Span(_INDENT), Span(line, tall=True)))


def _table(block: Table, columns: int) -> Iterator[Row]:
    widths = _widths(block.widths, columns)
    for row in block.rows:
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for index in range(max(map(len, cells), default=0)):
            parts = (
                (cell[index] if index < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widths, strict=True)
            )
            yield Line((Span(_GAP.join(parts).rstrip(" ")),))


def _widths(asked: tuple[int, ...], columns: int) -> tuple[int, ...]:
    gaps = len(_GAP) * (len(asked) - 1)
    rest = columns - gaps - sum(asked)
    widths = (*asked[:-1], rest) if asked and asked[-1] == 0 else asked
    if sum(widths) + gaps > columns or min(widths, default=1) < 1:
        raise ValueError(f"a table of {asked} does not fit in {columns} columns")
    return widths
