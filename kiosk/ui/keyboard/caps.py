"""What each key shows, and is called."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.ui.keyboard.layout import Deed, Key, LetterOrder
from kiosk.ui.keyboard.shift import Shift
from kiosk.ui.rows import Row
from kiosk.ui.screen import KeyboardWords

_SHIFT_GLYPHS = {Shift.OFF: "shift", Shift.ONCE: "shift-once", Shift.LOCKED: "shift-locked"}


@dataclass(frozen=True)
class KeyRow(Row):
    """A key.

    Attributes:
        caption: on it; ``glyph`` is an icon's name before it, or empty.
        spoken: its name for a screen reader.
        column, line, span: its place, in columns and rows, and its width.
        service: whether it does something rather than give a sign.
        lit: whether what it switches is on; ``fast``, for good.
    """

    caption: str
    glyph: str
    spoken: str
    column: int
    line: int
    span: int
    service: bool
    lit: bool
    fast: bool


@dataclass(frozen=True)
class Mode:
    """How the keyboard stands now."""

    order: LetterOrder = LetterOrder.AZERTY
    shift: Shift = Shift.OFF
    accents: bool = False


def key_row(key: Key, mode: Mode, words: KeyboardWords) -> KeyRow:
    """The row that shows ``key``."""
    caption, glyph, spoken = _said(key, mode, words)
    shifted = key.deed is Deed.SHIFT and mode.shift is not Shift.OFF
    return KeyRow(
        key=key.name,
        caption=caption,
        glyph=glyph,
        spoken=spoken,
        column=key.column,
        line=key.line,
        span=key.span,
        service=key.deed is not None and key.deed is not Deed.SPACE,
        lit=shifted,
        fast=shifted and mode.shift is Shift.LOCKED,
    )


def _said(key: Key, mode: Mode, words: KeyboardWords) -> tuple[str, str, str]:
    match key.deed:
        case None | Deed.GAP:
            sign = mode.shift.applied(key.sign)
            return sign, "", words.signs[sign]
        case Deed.SPACE:
            return words.captions["space"], "", words.signs[key.sign]
        case Deed.BACKSPACE:
            return words.captions["backspace"], "erase", words.spoken["backspace"]
        case Deed.SHIFT:
            name = f"shift.{mode.shift.value}"
            return words.captions[name], _SHIFT_GLYPHS[mode.shift], words.spoken[name]
        case Deed.ORDER:
            other = LetterOrder.ABC if mode.order is LetterOrder.AZERTY else LetterOrder.AZERTY
            return words.captions[f"order.{other.value}"], "", words.spoken[f"order.{other.value}"]
        case Deed.ACCENTS:
            name = "accents.off" if mode.accents else "accents.on"
            return words.captions[name], "", words.spoken[name]
