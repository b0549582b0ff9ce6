"""Where and when invented people are born, and the NIR that follows (facts/carte-vitale.md §3.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

_METROPOLE: Final = tuple(f"{number:02d}" for number in range(1, 96) if number != 20)
_OVERSEAS: Final = ("971", "972", "973", "974", "976")
_ABROAD: Final = ("99350", "99352", "99351", "99139", "99127", "99134", "99341", "99326", "99216", "99208", "99243")
_CORSICA_SPLIT: Final = 1976
"""Year from which births in Corsica are registered under 2A and 2B."""


class Registry:
    """Gives each newborn a place and a NIR that nobody has.

    Args:
        random: numbers from 0 to 1.
        taken: NIR without key that must not be given; the registry adds its own.
    """

    def __init__(self, random: Callable[[], float], taken: set[str]) -> None:
        self._random = random
        self._taken = taken

    def home(self) -> str:
        """The département of a household."""
        if self._random() < 0.03:
            return _OVERSEAS[int(self._random() * len(_OVERSEAS))]
        if self._random() < 0.01:
            return "20"
        return _METROPOLE[int(self._random() * len(_METROPOLE))]

    def birth(self, sex: int, day: date, home: str) -> tuple[str, str]:
        """Register a birth.

        Args:
            sex: 1 or 2, as the NIR writes it.
            day: the true day.
            home: where the household lives; many are born elsewhere, some abroad.

        Returns:
            the NIR without its key, and the birth date as registered, ``AAAAMMJJ``: lunar for some of those who were
            born abroad long ago, whose NIR then has a month of 20 to 30 or 50 to 99.
        """
        random = self._random
        abroad = random() < 0.11
        place = _ABROAD[int(random() * len(_ABROAD))] if abroad else self._commune(day.year, home)
        month, written = f"{day.month:02d}", f"{day.year:04d}{day.month:02d}{day.day:02d}"
        if abroad and day.year < 1990 and random() < 0.08:
            unknown = int(random() * 61)
            month, written = f"{unknown + 20 if unknown < 11 else unknown + 39:02d}", f"{day.year:04d}0000"
        head = f"{sex}{day.year % 100:02d}{month}{place}"
        while True:
            nir = f"{head}{1 + int(random() * 999):03d}"
            if nir not in self._taken:
                self._taken.add(nir)
                return nir, written
            if random() < 0.05:
                # A place and month whose 999 numbers are nearly all given: born in the next town.
                head = f"{sex}{day.year % 100:02d}{month}{self._commune(day.year, self.home())}"

    def _commune(self, year: int, home: str) -> str:
        random = self._random
        if random() < 0.3:
            home = self.home()
        if home == "20" and year >= _CORSICA_SPLIT:
            home = "2A" if random() < 0.5 else "2B"
        communes = 90 if len(home) == 3 else 600
        return f"{home}{1 + int(random() * communes):0{5 - len(home)}d}"
