"""What the lists of a screen hold, field by field as QML's delegates name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.ui.screen import Action, Emphasis, Entry, Line, Notice, Option, Tile


@dataclass(frozen=True)
class Row:
    """``key`` says which row it is, and what is sent when it is touched; empty when it cannot be."""

    key: str


@dataclass(frozen=True)
class ButtonRow(Row):
    """A button; ``glyph`` is an icon's name or empty, ``picked`` marks the language in use."""

    label: str
    glyph: str
    primary: bool
    picked: bool

    @classmethod
    def of(cls, action: Action, *, picked: bool = False) -> ButtonRow:
        """The row that shows ``action``."""
        return cls(action.id, action.label, action.icon, action.emphasis is Emphasis.PRIMARY, picked)


@dataclass(frozen=True)
class TileRow(Row):
    """A téléservice; ``detail`` says why when it is not ``available``. Without a ``key``, the heading of a group."""

    title: str
    detail: str
    glyph: str
    available: bool

    @classmethod
    def of(cls, tile: Tile) -> TileRow:
        """The row that shows ``tile``."""
        return cls(tile.id, tile.title, tile.detail, tile.icon, tile.enabled)

    @classmethod
    def grouped(cls, tiles: Iterable[Tile]) -> list[TileRow]:
        """The rows that show ``tiles``, a heading before the first of each group that has one."""
        rows: list[TileRow] = []
        for tile in tiles:
            if tile.heading:
                rows.append(cls("", tile.heading, "", "", available=False))
            rows.append(cls.of(tile))
        return rows


@dataclass(frozen=True)
class OptionRow(Row):
    """A radio line or a tick box."""

    label: str
    detail: str
    picked: bool

    @classmethod
    def of(cls, option: Option) -> OptionRow:
        """The row that shows ``option``."""
        return cls(option.id, option.label, option.detail, option.checked)


@dataclass(frozen=True, repr=False)
class LineRow(Row):
    """A label and its value; ``key`` is that of the button ``change``, with its words, empty when it has none.

    ``about`` says aloud what would be changed.
    """

    label: str
    value: str
    heading: str
    joined: bool
    change: str
    glyph: str
    about: str

    @classmethod
    def of(cls, line: Line) -> LineRow:
        """The row that shows ``line``."""
        change = line.change
        key, words, glyph = ("", "", "") if change is None else (change.id, change.label, change.icon)
        return cls(key, line.label, line.value, line.heading, line.joined, words, glyph, f"{line.label} {line.value}")


@dataclass(frozen=True, repr=False)
class EntryRow(Row):
    """A request or a message; ``opens`` when touching it leads somewhere, ``tone`` is that of its icon."""

    title: str
    detail: str
    note: str
    glyph: str
    opens: bool
    tone: str

    @classmethod
    def of(cls, entry: Entry) -> EntryRow:
        """The row that shows ``entry``."""
        opens = entry.intent is not None
        return cls(entry.id, entry.title, entry.detail, entry.note, entry.icon, opens, entry.tone.value)


@dataclass(frozen=True, repr=False)
class ParagraphRow(Row):
    """A paragraph."""

    body: str


@dataclass(frozen=True)
class NoticeRow(Row):
    """A sentence about the terminal; ``tone`` is a name of ``Tone``."""

    body: str
    tone: str

    @classmethod
    def of(cls, notice: Notice) -> NoticeRow:
        """The row that shows ``notice``."""
        return cls("", notice.text, notice.tone.value)
