"""The figures of identification: how many tries, how long to wait, how long a code lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar, Final

from pydantic import ConfigDict, Field

_EXACT: Final = ConfigDict(extra="forbid")
DAY: Final = timedelta(hours=24)
"""What *a day* means for every limit: the last 24 hours, by the caisse's clock."""

_Some = Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class PasswordFigures:
    """The table ``[passwords]`` (SEC-11; architecture.md).

    Attributes:
        free: wrong ones until the first wait.
        waits: minutes of wait after that one and each that follows; the last repeats.
        lock_at: wrong ones until the long wait, which then follows every one.
        lock: its minutes.
        per_day: wrong ones in a day, at most.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    free: _Some = 5
    waits: Annotated[tuple[_Some, ...], Field(min_length=1)] = (1, 2, 4, 8)
    lock_at: _Some = 10
    lock: _Some = 30
    per_day: _Some = 25

    def wait_after(self, wrong: int) -> timedelta:
        """How long to wait after so many wrong ones; nothing below ``free``."""
        if wrong >= self.lock_at:
            return timedelta(minutes=self.lock)
        if wrong < self.free:
            return timedelta(0)
        return timedelta(minutes=self.waits[min(wrong - self.free, len(self.waits) - 1)])


@dataclass(frozen=True)
class CodeFigures:
    """The table ``[codes]`` (SEC-02, SEC-05; 48 hours are 003 §3's, SEC-08 recommends less where a caisse may).

    Attributes:
        hours: how long a code lives.
        tries: wrong ones that kill a code.
        per_day: codes by SMS that a person may ask in a day.
        apart: seconds between two.
        per_terminal: codes that may be asked at a terminal in an hour.
        wrong_per_day: wrong codes of a person in a day; then the counter only.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    hours: _Some = 48
    tries: _Some = 3
    per_day: _Some = 3
    apart: _Some = 60
    per_terminal: _Some = 30
    wrong_per_day: _Some = 9

    @property
    def life(self) -> timedelta:
        """``hours``."""
        return timedelta(hours=self.hours)


@dataclass(frozen=True)
class SprayFigures:
    """The table ``[spraying]``: from when on wrong secrets at one terminal are somebody's to look at (CAPEC-565).

    Attributes:
        people: so many different people.
        minutes: in so short a time.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    people: _Some = 8
    minutes: _Some = 60


@dataclass(frozen=True)
class HashingFigures:
    """The table ``[hashing]``: how much of the machine Argon2 may have, and how it is shared.

    Attributes:
        at_once: computations at a time; one for each core, 19 MiB each.
        waiting_per_terminal: sign-ins of one terminal under way or waiting; the next is told to come back.
        waiting: the same over all terminals; well below the 40 threads that answer requests.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    at_once: _Some = 2
    waiting_per_terminal: _Some = 2
    waiting: Annotated[int, Field(ge=1, le=32)] = 24


@dataclass(frozen=True)
class Figures:
    """The table ``[identification]``."""

    __pydantic_config__: ClassVar[ConfigDict] = _EXACT

    passwords: PasswordFigures = PasswordFigures()
    codes: CodeFigures = CodeFigures()
    spraying: SprayFigures = SprayFigures()
    hashing: HashingFigures = HashingFigures()
