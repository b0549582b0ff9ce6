"""A keyboard as data: its keys, row by row, read from text and held against the alphabet of its field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from string import ascii_lowercase
from typing import Final

from teleservices.alphabets import Alphabet

COLUMNS_MOST: Final = 11
ROWS_MOST: Final = 6
"""More would make keys smaller than 15 mm on a screen 194 mm wide, or leave no room above them."""

_WIDENED: Final = re.compile(r"(?P<name>.+)\*(?P<span>[1-9])")


class Deed(StrEnum):
    """What a key does besides giving a sign; the value is its name in the layouts."""

    SHIFT = "shift"
    BACKSPACE = "backspace"
    SPACE = "space"
    ORDER = "order"
    ACCENTS = "accents"
    GAP = "gap"


class LetterOrder(StrEnum):
    """In which order the letters stand."""

    AZERTY = "azerty"
    ABC = "abc"


class LayoutError(ValueError):
    """A layout cannot be used; the text, in French, names the key of the file and what is wrong."""


@dataclass(frozen=True)
class Key:
    """A key of a row.

    Attributes:
        deed: None for a key that gives ``sign``; a space bar has both.
        span: width, in columns.
    """

    sign: str
    deed: Deed | None
    column: int
    line: int
    span: int

    @property
    def name(self) -> str:
        """What tells it from the other keys of its page."""
        return self.sign if self.deed is None else self.deed.value


@dataclass(frozen=True)
class Layout:
    """A keyboard.

    Attributes:
        columns: how many keys of width 1 a row holds.
        lines: how many rows.
        main: the keys of the first page, without gaps.
        accents: those of the page of accents; empty when there is none.
    """

    columns: int
    lines: int
    main: tuple[Key, ...]
    accents: tuple[Key, ...]

    @property
    def shifts(self) -> bool:
        """Whether it gives capitals."""
        return any(key.deed is Deed.SHIFT for key in self.main)

    def signs(self) -> str:
        """Every sign that it gives, capitals included, each as often as it can be reached on the first page or first
        on the other.
        """
        firsts = [key.sign for key in self.main if key.sign]
        others = [key.sign for key in self.accents if key.sign and key.sign not in firsts]
        lower = [*firsts, *others]
        return "".join([*lower, *(sign.upper() for sign in lower if self.shifts and sign.upper() != sign)])

    def page(self, order: LetterOrder, *, accents: bool) -> tuple[Key, ...]:
        """The keys of a page. In the order ABC the letters take, one after the other, the places of the letters."""
        keys = self.accents if accents else self.main
        if order is LetterOrder.AZERTY:
            return keys
        letters = iter(sorted(key.sign for key in keys if _is_letter(key)))
        return tuple(replace(key, sign=next(letters)) if _is_letter(key) else key for key in keys)


def _is_letter(key: Key) -> bool:
    return key.sign != "" and key.sign in ascii_lowercase


def layout(rows: Sequence[str], accents: Sequence[str], alphabet: Alphabet) -> Layout:
    """Read a layout.

    Args:
        rows: one text per row, keys separated by spaces; ``shift*2`` is two columns wide.
        accents: the same for the page of accents; empty when there is none.
        alphabet: exactly the signs that the layout must give.

    Raises:
        LayoutError: rows of different widths, a key that does not exist, a sign too many or too few.
    """
    main = tuple(key for key in _keys("rows", rows) if key.deed is not Deed.GAP)
    others = tuple(key for key in _keys("accents", accents) if key.deed is not Deed.GAP)
    columns = _width(rows)
    _check_shape("rows", rows, columns, len(rows))
    if accents:
        _check_shape("accents", accents, columns, len(rows))
    made = Layout(columns, len(rows), main, others)
    _check_signs(made, alphabet)
    _check_deeds(made)
    return made


def _keys(name: str, rows: Iterable[str]) -> Iterator[Key]:
    for line, row in enumerate(rows):
        column = 0
        for word in row.split():
            key = _key(name, word, column, line)
            column += key.span
            yield key


def _key(name: str, word: str, column: int, line: int) -> Key:
    widened = _WIDENED.fullmatch(word)
    said, span = (widened["name"], int(widened["span"])) if widened else (word, 1)
    if len(said) == 1:
        return Key(said, None, column, line, span)
    try:
        deed = Deed(said)
    except ValueError as fault:
        raise LayoutError(f"{name} : la touche « {said} » n’existe pas") from fault
    return Key(" " if deed is Deed.SPACE else "", deed, column, line, span)


def _width(rows: Sequence[str]) -> int:
    if not rows:
        raise LayoutError("rows : une rangée au moins est attendue")
    return sum(key.span for key in _keys("rows", rows[:1]))


def _check_shape(name: str, rows: Sequence[str], columns: int, lines: int) -> None:
    if len(rows) != lines or lines > ROWS_MOST:
        raise LayoutError(f"{name} : {len(rows)} rangées ; le même nombre partout, {ROWS_MOST} au plus")
    for place, row in enumerate(rows, start=1):
        width = sum(key.span for key in _keys(name, [row]))
        if width != columns or width > COLUMNS_MOST:
            raise LayoutError(f"{name} : rangée {place} : {width} colonnes au lieu de {min(columns, COLUMNS_MOST)}")


def _check_signs(made: Layout, alphabet: Alphabet) -> None:
    for name, keys in (("rows", made.main), ("accents", made.accents)):
        for key_name, count in Counter(key.name for key in keys).items():
            if count > 1:
                raise LayoutError(f"{name} : la touche « {key_name} » est là {count} fois")
    given = set(made.signs())
    for sign in made.signs():
        if sign not in alphabet.signs:
            raise LayoutError(f"rows : le signe « {sign} » n’est pas attendu")
    for sign in alphabet.signs:
        if sign not in given:
            raise LayoutError(f"rows : le signe « {sign} » manque")


def _check_deeds(made: Layout) -> None:
    deeds = {key.deed for key in made.main}
    wanted = {
        Deed.BACKSPACE: True,
        Deed.ORDER: any(_is_letter(key) for key in made.main),
        Deed.ACCENTS: bool(made.accents),
    }
    for deed, expected in wanted.items():
        if (deed in deeds) != expected:
            raise LayoutError(f"rows : la touche « {deed.value} » {'manque' if expected else 'ne sert à rien'}")
    if made.accents and {key for key in made.main if key.deed} != {key for key in made.accents if key.deed}:
        raise LayoutError("accents : les touches de service y sont attendues aux mêmes places que dans rows")
