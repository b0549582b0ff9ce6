"""The layout language: a ticket is data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """Where a line stands on the paper."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, repr=False)
class Title:
    """Large, centred, bold."""

    text: str


@dataclass(frozen=True, repr=False)
class Heading:
    """Bold, normal size."""

    text: str


@dataclass(frozen=True, repr=False)
class Paragraph:
    """Running text, wrapped by us at word ends."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False


@dataclass(frozen=True, repr=False)
class KeyValue:
    """A label and its value: on one line when they fit, the value on the next line otherwise."""

    label: str
    value: str


@dataclass(frozen=True, repr=False)
class Table:
    """Rows of cells; ``widths`` in columns of the font, one per cell; the last one may be 0 for "the rest"."""

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Bar:
    """A black bar across the paper, ``lines`` of text high."""

    lines: int


@dataclass(frozen=True)
class Space:
    """Blank lines."""

    lines: int = 1


@dataclass(frozen=True, repr=False)
class QrCode:
    """A QR code, centred."""

    data: str


@dataclass(frozen=True)
class Cut:
    """Feed and cut."""


Block = Title | Heading | Paragraph | KeyValue | Table | Rule | Bar | Space | QrCode | Cut


@dataclass(frozen=True, repr=False)
class Ticket:
    """A printed document.

    Attributes:
        kind: id of the document, without personal data: ``rights_attestation``.
        blocks: from top to bottom, ending with ``Cut``.
    """

    kind: str
    blocks: tuple[Block, ...]
