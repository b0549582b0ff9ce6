"""The compte ameli's password: what a new one must be, and what a typed secret can be.

Sources: teleservices.md ``password_change`` (000, 003 §3), facts/standards.md SEC-10, PWD-01, PWD-04.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import Final

from teleservices.alphabets import ALPHABETS, SPECIALS, FieldKind

SHORTEST: Final = 8
LONGEST: Final = ALPHABETS[FieldKind.PASSWORD].longest
RUN: Final = 4
"""So many neighbours of the alphabet, the digits or a keyboard's row, or so many times one sign, are a sequence."""

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "1234567890",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
_WORDS: Final = ("ameli", "vitale", "motdepasse", "password")


class PasswordRule(StrEnum):
    """A rule that can be ticked while typing; the value is the last part of a message key."""

    LENGTH = "length"
    LOWER = "lower"
    UPPER = "upper"
    DIGIT_OR_SPECIAL = "digit_or_special"
    SIGNS = "signs"


class Guessable(StrEnum):
    """Why a password that keeps every rule is refused all the same; the value is the last part of a message key."""

    NIR = "nir"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    SEQUENCE = "sequence"
    WORD = "word"


PasswordFault = PasswordRule | Guessable


@dataclass(frozen=True, repr=False)
class About:
    """What a stranger may know of the person.

    Attributes:
        nir: 13 characters, or empty where unknown.
        birth_date: ``AAAAMMJJ``, or empty.
        names: family and first names, as registered.
    """

    nir: str = ""
    birth_date: str = ""
    names: tuple[str, ...] = ()


class SecretKind(StrEnum):
    """What was typed to sign in, by its form alone."""

    PASSWORD = "password"
    LEGACY = "legacy"
    PROVISIONAL = "provisional"


def secret_kind(secret: str) -> SecretKind:
    """A code provisoire has 4 digits, a legacy code 8 to 13 (000); anything else is a password."""
    if re.fullmatch(r"[0-9]{4}", secret):
        return SecretKind.PROVISIONAL
    return SecretKind.LEGACY if re.fullmatch(r"[0-9]{8,13}", secret) else SecretKind.PASSWORD


def met(rule: PasswordRule, password: str) -> bool:
    """Whether a password keeps one rule."""
    match rule:
        case PasswordRule.LENGTH:
            return SHORTEST <= len(password) <= LONGEST
        case PasswordRule.LOWER:
            return any("a" <= sign <= "z" for sign in password)
        case PasswordRule.UPPER:
            return any("A" <= sign <= "Z" for sign in password)
        case PasswordRule.DIGIT_OR_SPECIAL:
            return any("0" <= sign <= "9" or sign in SPECIALS for sign in password)
        case PasswordRule.SIGNS:
            return all(sign in ALPHABETS[FieldKind.PASSWORD].signs for sign in password)


def faults(password: str, about: About) -> tuple[PasswordFault, ...]:
    """Why a password cannot be chosen, rules first; empty when it can."""
    broken: list[PasswordFault] = [rule for rule in PasswordRule if not met(rule, password)]
    return (*broken, *_guessable(password, about))


def _guessable(password: str, about: About) -> Iterator[Guessable]:
    folded = _folded(password)
    bare = re.sub(r"[^a-z0-9]", "", folded)
    numbers = re.sub(r"[^0-9]", "", folded)
    # Its beginning is enough to know a NIR by, and what a stranger guesses first: sex, year, month, département.
    if len(about.nir) >= 13 and (about.nir[:7].lower() in bare or about.nir[:7] in numbers):
        yield Guessable.NIR
    if any(form in numbers for form in _dates(about.birth_date)):
        yield Guessable.BIRTH_DATE
    letters = re.sub(r"[^a-z]", "", folded)
    if any(word in letters for name in about.names for word in _words(name)):
        yield Guessable.NAME
    if _runs(folded):
        yield Guessable.SEQUENCE
    if any(word in letters for word in _WORDS):
        yield Guessable.WORD


def _folded(text: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return bare.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae").lower()


def _words(name: str) -> Iterator[str]:
    """The parts of a name that are long enough to be recognised."""
    return (word for word in re.findall(r"[a-z]+", _folded(name)) if len(word) >= 4)


def _dates(birth_date: str) -> tuple[str, ...]:
    if len(birth_date) != 8:
        return ()
    year, month, day = birth_date[:4], birth_date[4:6], birth_date[6:]
    return (birth_date, day + month + year, day + month + year[2:], year[2:] + month + day)


def _runs(folded: str) -> bool:
    """Whether ``RUN`` signs in a row repeat or follow one another, either way."""
    steps = [_step(one, other) for one, other in pairwise(folded)]
    spans = (steps[at : at + RUN - 1] for at in range(len(steps) - RUN + 2))
    return any(reduce(and_, span) for span in spans)


def _step(one: str, other: str) -> int:
    """In which sequences ``other`` follows ``one``, a bit each: equal, then each row forwards and backwards."""
    found = 1 if one == other else 0
    for number, row in enumerate(_ROWS):
        if one in row and other in row:
            distance = row.index(other) - row.index(one)
            if distance in (1, -1):
                found |= 1 << (2 * number + (1 if distance == 1 else 2))
    return found
