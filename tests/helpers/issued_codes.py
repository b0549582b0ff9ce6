"""Searches for codes of four digits where none may stand, in every writing, against what chance would show.

Four digits occur by themselves in hashes and dates. What is compared is how many of the issued codes are found and how
many of the others are: a place that keeps codes shows them all. For the values of a database and a journal; in whole
files, large enough to hold every code by chance, ``code_traces`` counts how often each stands there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from math import sqrt

SURE = 6.0
"""Standard deviations that chance does not reach."""


def codes_in(content: bytes) -> Mapping[str, set[str]]:
    """The codes that stand in ``content``: as text of one byte a sign, of two, as BCD, as GSM septets."""
    return {
        "ascii": {found.decode() for found in re.findall(rb"(?=([0-9]{4}))", content)},
        "utf-16-le": {found[::2].decode() for found in re.findall(rb"(?=((?:[0-9]\x00){4}))", content)},
        "utf-16-be": {found[1::2].decode() for found in re.findall(rb"(?=((?:\x00[0-9]){4}))", content)},
        "bcd": set(_decimal(content, swapped=False)),
        "bcd, nibbles swapped": set(_decimal(content, swapped=True)),
        "septets": set(_septets(content)),
    }


def kept(codes: Collection[str], content: bytes) -> set[str]:
    """The writings in which more of ``codes`` stand in ``content`` than chance would put there."""
    issued = set(codes)
    return {writing for writing, seen in codes_in(content).items() if _surprise(issued, seen) > SURE}


def _surprise(issued: set[str], seen: set[str]) -> float:
    by_chance = len(seen - issued) / (10_000 - len(issued))
    spread = sqrt(len(issued) * max(by_chance * (1 - by_chance), 5e-3))
    return (len(issued & seen) - len(issued) * by_chance) / spread


def _decimal(content: bytes, *, swapped: bool) -> Iterable[str]:
    for one, other in pairwise(content):
        digits = f"{one:02x}{other:02x}"
        if swapped:
            digits = digits[1] + digits[0] + digits[3] + digits[2]
        if digits.isdecimal():
            yield digits


def _septets(content: bytes) -> Iterable[str]:
    """Four digits of seven bits each, the first in the lowest bits, beginning at any bit."""
    for start in range(len(content) - 3):
        window = int.from_bytes(content[start : start + 5], "little")
        for bit in range(8):
            found = window >> bit
            signs = [(found >> (7 * place)) & 0x7F for place in range(4)]
            if all(0x30 <= sign <= 0x39 for sign in signs):
                yield bytes(signs).decode()
