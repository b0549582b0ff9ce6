"""Whether codes of four digits left a trace in files, told from the four digits that any file holds by chance.

Every code from 0000 to 9999 is counted in every way in which it could have been written. The codes that were never
issued say how often a code occurs by chance; those that were may not occur more often. For whole files; what is too
small to hold every code by chance is searched by ``issued_codes``, which asks only whether a code is there.
"""

from __future__ import annotations

import re
import sqlite3
import statistics
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np

ALL = tuple(f"{number:04d}" for number in range(10_000))
SURE = 4.5
"""Standard deviations: chance alone goes so far once in 300 000 times."""


def _swapped(code: str) -> bytes:
    """BCD as telephones write it (3GPP TS 23.040 §9.1.2.3): the digits of each byte the other way round."""
    return bytes.fromhex(code[1] + code[0] + code[3] + code[2])


def packed(code: str, offset: int, before: str = "", after: str = "") -> bytes:
    """The whole bytes of a code in septets (3GPP TS 23.038 §6.1.2.1) that begins ``offset`` bits into a byte."""
    text = before + code + after
    bits = sum(ord(sign) << (7 * place) for place, sign in enumerate(text)) << offset
    whole = bits.to_bytes((offset + 7 * len(text) + 7) // 8, "little")
    return whole[1:-1] if offset else whole[:-1]


def _alone(content: bytes) -> bytes:
    """Only the runs of exactly four digits: NIR, dates and times are longer ones."""
    return b" ".join(re.findall(rb"(?<![0-9])[0-9]{4}(?![0-9])", content))


def _binary(content: bytes) -> bytes:
    """What is neither text nor emptiness: two bytes of text are two bytes of BCD as well."""
    return re.sub(rb"[\x20-\x7e]{4,}|\x00{2,}|\xff{2,}", b"\xaa", content)


def _whole(content: bytes) -> bytes:
    return content


def _septets(code: str) -> list[bytes]:
    # The signs that stand around a code in our text, for four septets alone are 28 bits of which 24 are whole bytes.
    return [packed(code, offset, " ", " ") for offset in range(8)]


@dataclass(frozen=True)
class Way:
    """How a code could have been written.

    Attributes:
        words: its bytes.
        where: what of a file is looked at.
        pages: whether a database is looked at page by page; otherwise value by value.
    """

    words: Callable[[str], Iterable[bytes]]
    where: Callable[[bytes], bytes] = _whole
    pages: bool = True


WRITTEN: Mapping[str, Way] = {
    "ASCII": Way(lambda code: (code.encode(),), _alone),
    "UTF-16": Way(lambda code: (code.encode("utf-16-le"), code.encode("utf-16-be"))),
    "BCD": Way(lambda code: (bytes.fromhex(code), _swapped(code)), _binary, pages=False),
    "septets": Way(_septets),
    "septets in hexadecimal": Way(lambda code: [word.hex().encode() for word in _septets(code)], bytes.lower),
}


class _Windows:
    """How often each run of a few bytes occurs in a content, found once for each length."""

    def __init__(self, content: bytes) -> None:
        self._content = np.frombuffer(content, np.uint8)
        self._by_length: dict[int, dict[int, int]] = {}

    def count(self, word: bytes) -> int:
        """Occurrences of a word, overlapping ones included; of a long one, of its first 8 bytes."""
        word = word[:8]
        if len(word) not in self._by_length:
            self._by_length[len(word)] = self._counted(len(word))
        return self._by_length[len(word)].get(int.from_bytes(word, "little"), 0)

    def _counted(self, length: int) -> dict[int, int]:
        last = len(self._content) - length + 1
        if last <= 0:
            return {}
        runs = np.zeros(last, np.uint64)
        for place in range(length):
            runs |= self._content[place : place + last].astype(np.uint64) << np.uint64(8 * place)
        values, times = np.unique(runs, return_counts=True)
        return dict(zip(values.tolist(), times.tolist(), strict=True))


@dataclass(frozen=True)
class Trace:
    """How often the issued codes occur, and how far that is from chance, in standard deviations."""

    found: int
    by_chance: float
    deviations: float

    @property
    def leaks(self) -> bool:
        return self.deviations > SURE


def trace(issued: Collection[str], way: str, contents: Iterable[bytes]) -> Trace:
    """Count codes in the contents of files, written in one way of ``WRITTEN``."""
    words = {code: frozenset(WRITTEN[way].words(code)) for code in ALL}
    counts = dict.fromkeys(ALL, 0)
    for content in contents:
        seen = _Windows(WRITTEN[way].where(content))
        for code in ALL:
            counts[code] += sum(seen.count(word) for word in words[code])
    others = [counts[code] for code in ALL if code not in issued]
    # A few codes (0000, years) stand everywhere: they are nobody's secret and would hide the others.
    usual = statistics.quantiles(others, n=100)[97] if max(others) else 0
    mean = statistics.fmean(min(count, usual) for count in others)
    spread = statistics.pvariance([min(count, usual) for count in others])
    found = sum(min(counts[code], int(usual) + 1) for code in issued)
    deviation = sqrt(len(issued) * max(spread, mean, 0.05))
    return Trace(found, mean * len(issued), (found - mean * len(issued)) / deviation)


def contents_under(*trees: Path, pages: bool = True) -> Iterator[bytes]:
    """The bytes of every file.

    Args:
        trees: directories.
        pages: False: of a database its values instead of its pages, whose pointers and counts are two bytes long too.
    """
    for file in (file for tree in trees for file in sorted(tree.rglob("*"))):
        if not file.is_file() or file.is_symlink():
            continue
        if pages or ".sqlite3" not in file.name:
            yield file.read_bytes()
        elif file.suffix == ".sqlite3":
            yield b"\xaa\xaa".join(_values(file))


def _values(database: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in connection.execute(f'select * from "{table}"'):
                yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)
