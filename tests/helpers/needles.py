"""What must not be found on a terminal once a person has gone, and the search for it in whole trees of files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dock.cast import Named, Person

_ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
_TOKEN = re.compile(rb"(?<![\w-])[\w-]{43}(?![\w-])")
"""256 bits in base64url: what a visit's token looks like."""


@dataclass(frozen=True, repr=False)
class Needles:
    """What to look for.

    Attributes:
        words: by what they are, as bytes in every encoding.
        token_hashes: SHA-256 of tokens, whose text nobody but the terminal knew.
    """

    words: dict[bytes, str]
    token_hashes: frozenset[bytes]

    def found_in(self, content: bytes) -> set[str]:
        """What of it ``content`` holds, by its kind."""
        found = {kind for word, kind in self.words.items() if word in content}
        if any(hashlib.sha256(run).digest() in self.token_hashes for run in _TOKEN.findall(content)):
            found.add("visit token")
        return found

    def found_under(self, tree: Path, allowed: Collection[Path] = ()) -> dict[str, set[str]]:
        """The files of ``tree`` that hold some of it, and what; those below ``allowed`` may."""
        return {
            str(file): found
            for file in _files(tree)
            if not any(file.is_relative_to(place) for place in allowed) and (found := self.found_in(file.read_bytes()))
        }


def needles(people: Iterable[Person], card_digests: Iterable[str], token_hashes: Iterable[bytes]) -> Needles:
    """All that the terminal learns of ``people``: from their cards, and from the caisse."""
    words: dict[bytes, str] = {b"Bearer ": "authorization"}
    for kind, text in _texts(people):
        words |= {_encode(text, encoding): f"{kind} of {len(text)} signs, {encoding}" for encoding in _ENCODINGS}
    for digest in card_digests:
        words |= {digest.encode(): "card digest", bytes.fromhex(digest): "card digest"}
    return Needles(words, frozenset(token_hashes))


def _encode(text: str, encoding: str) -> bytes:
    # « Œ » and its like are not in Latin-1, and stand there as nothing a person would recognise.
    return text.encode(encoding, "replace")


def _texts(people: Iterable[Person]) -> Iterator[tuple[str, str]]:
    for person in people:
        for named in (person.insured, *person.dependants):
            yield from _of(named)
        yield from (("password", person.password),) if person.password else ()
        yield from (("mobile", person.mobile[1:]),) if person.mobile else ()
        for nir in (person.nir, *(dependant.nir for dependant in person.dependants if dependant.nir)):
            yield "NIR", nir.body
            yield "NIR", nir.grouped.replace("\u00a0", " ")
            yield "NIR", nir.grouped


def _of(named: Named) -> Iterator[tuple[str, str]]:
    for name in (named.family_name, named.family_name.title()):
        yield "family name", name
    yield "first name", named.first_name
    yield "birth date", named.birth_date


def _files(tree: Path) -> Iterator[Path]:
    return (path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
