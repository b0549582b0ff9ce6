"""The communes of France with their postal codes, searched by what is being typed.

The list stays one block of bytes, the most populous first: the first places that ``bytes.find`` comes to are already in
the order wanted, nothing is built at the start, and a search reads two megabytes at worst.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from pathlib import Path
from typing import Final

from teleservices.places.fold import fold
from teleservices.places.suggestion import Suggestion

COMMUNES: Final = Path(__file__).parent / "communes.txt.gz"
"""Lines of ``|beginning|other beginning<TAB>name<TAB>INSEE code<TAB>#postal code#…<TAB>note``."""
DEPARTMENTS: Final = Path(__file__).parent / "departments.txt"
"""Lines of ``code<TAB>name``."""

_KEY = re.compile(r"([0-9][0-9AB][0-9]{3}):([0-9]{5})")
_POSTCODE_FIRST = re.compile(r"([0-9]{1,5})(?: (.+))?")
_POSTCODE_LAST = re.compile(r"(.+) ([0-9]{1,5})")
_ORDINAL = re.compile(r"\b([0-9]{1,2})i?eme\b")
_SHORT = {"st": "saint", "ste": "sainte"}
_LONGEST = 60
"""Signs typed beyond this many name no commune."""


@dataclass(frozen=True)
class Commune:
    """A commune, or an arrondissement of Paris, Lyon or Marseille, with one of its postal codes.

    Attributes:
        name: as people write it; of an arrondissement, the city's.
        note: « 1er arrondissement », or the old name of a commune that is now part of this one, or empty.
    """

    insee: str
    postcode: str
    name: str
    note: str

    @property
    def key(self) -> str:
        """``33063:33000``."""
        return f"{self.insee}:{self.postcode}"

    @property
    def label(self) -> str:
        """« 33000 BORDEAUX »."""
        return f"{self.postcode} {self.name.upper()}"

    @property
    def department(self) -> str:
        """Its code: ``33``, ``2A``, ``974``."""
        return self.insee[:3] if self.insee[:2] in ("97", "98") else self.insee[:2]


class Communes:
    """All of them; read from the disk at the first use, in a few milliseconds."""

    @cached_property
    def _list(self) -> bytes:
        return gzip.decompress(COMMUNES.read_bytes())

    @cached_property
    def _departments(self) -> dict[str, str]:
        lines = DEPARTMENTS.read_text("utf-8").splitlines()
        return dict(line.split("\t") for line in lines)

    def find(self, key: str) -> Commune | None:
        """The commune of an answer; None when there is none, or the postal code is not its own."""
        form = _KEY.fullmatch(key)
        if form is None:
            return None
        insee, postcode = form.groups()
        at = self._list.find(f"\t{insee}\t".encode())
        if at < 0:
            return None
        line = self._list.rindex(b"\n", 0, at) + 1
        return next((commune for commune in self._at(line) if commune.postcode == postcode), None)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """What may be meant, best first: see ``Places.suggest``."""
        found: dict[str, Commune] = {}
        for commune in self._meant(fold(typed)):
            if len(found) == limit:
                break
            found.setdefault(commune.key, commune)
        return tuple(Suggestion(one.key, one.label, self._detail(one)) for one in found.values())

    def _detail(self, commune: Commune) -> str:
        department = self._departments[commune.department]
        parts = [part for part in (commune.note, department) if part and part != commune.name]
        return ", ".join(parts)

    def _meant(self, typed: str) -> Iterator[Commune]:
        """Every commune that ``typed`` (folded) may mean, best first, some more than once."""
        if not typed or len(typed) > _LONGEST:
            return
        if (by_postcode := _POSTCODE_FIRST.fullmatch(typed)) is not None:
            yield from _cities_once(self._by_postcode(by_postcode[1], by_postcode[2] or ""))
            return
        yield from self._by_name(typed)
        if (both := _POSTCODE_LAST.fullmatch(typed)) is not None:
            yield from (commune for commune in self._by_name(both[1]) if commune.postcode.startswith(both[2]))

    def _by_postcode(self, postcode: str, name: str) -> Iterator[Commune]:
        spellings = [f"{mark}{spelling}".encode() for spelling in _spellings(name) for mark in "| "]
        for line in self._lines(f"#{postcode}"):
            beginnings = self._list[line : self._list.index(b"\t", line)]
            if not name or any(spelling in beginnings for spelling in spellings):
                yield from (commune for commune in self._at(line) if commune.postcode.startswith(postcode))

    def _by_name(self, typed: str) -> Iterator[Commune]:
        spellings = _spellings(typed)
        tiers = [
            [self._lines(f"|{spellings[0]}{end}") for end in "|\t"],
            [self._lines(f"|{spelling}") for spelling in spellings],
            [self._lines(f" {spelling}") for spelling in spellings],
            [self._lines_with_words(spelling) for spelling in spellings if " " in spelling],
        ]
        for lines in tiers:
            yield from _cities_once(commune for line in merge(*lines) for commune in self._at(line))

    def _lines(self, part: str) -> Iterator[int]:
        """Where each line begins that has ``part``, in order."""
        wanted, at = part.encode(), -1
        while (at := self._list.find(wanted, at + 1)) >= 0:
            yield self._list.rindex(b"\n", 0, at) + 1
            at = self._list.index(b"\n", at)

    def _lines_with_words(self, typed: str) -> Iterator[int]:
        """Where each line begins that has words beginning like those typed, in that order, others between them."""
        pattern = r"\|" + r"[^|\t]* ".join(typed.split())
        return (self._list.rindex(b"\n", 0, found.start()) + 1 for found in re.finditer(pattern.encode(), self._list))

    def _at(self, line: int) -> Iterator[Commune]:
        """The commune of a line, with each of its postal codes."""
        _, name, insee, postcodes, note = self._list[line : self._list.index(b"\n", line)].decode().split("\t")
        return (Commune(insee, postcode, name, note) for postcode in postcodes[1:].split("#"))


def _cities_once(communes: Iterable[Commune]) -> Iterator[Commune]:
    """The same, the other postal codes of a city after all the rest: five Bordeaux would leave no room for Bobigny."""
    seen, others = set[tuple[str, str]](), list[Commune]()
    for commune in communes:
        city = (commune.name, commune.department)
        if city in seen:
            others.append(commune)
        else:
            seen.add(city)
            yield commune
    yield from others


def _spellings(typed: str) -> tuple[str, ...]:
    """What may have been meant, what was typed first: « st » is « saint », unless it is the beginning of Strasbourg."""
    *words, last = _ORDINAL.sub(r"\1e", typed).split(" ")
    before = [_SHORT.get(word, word) for word in words]
    return tuple(" ".join((*before, end)) for end in dict.fromkeys((last, _SHORT.get(last, last))))
