"""Birth dates as the Assurance Maladie writes them: ``AAAAMMJJ``, where month or day may be lunar.

A person born abroad whose civil record is incomplete has a month outside 01–12 or a day that the calendar
does not have (facts/carte-vitale.md §1.5): such a date is kept as it stands, never refused.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_FORM = re.compile(r"[0-9]{8}")


class BirthDateFault(StrEnum):
    """Why a text is not a birth date. The value is the last part of a message key."""

    FORM = "form"
    """Not eight digits."""
    YEAR = "year"
    """The year is 0000: nothing is known of the date."""


@dataclass(frozen=True, repr=False)
class BirthDate:
    """A birth date whose form has been checked; made by ``from_text`` or ``from_day``.

    Attributes:
        text: ``AAAAMMJJ``, as registered.
    """

    text: str

    @property
    def year(self) -> int:
        """The year, four digits."""
        return int(self.text[:4])

    @property
    def day(self) -> date | None:
        """The calendar day, or None when the date is lunar."""
        month, day = int(self.text[4:6]), int(self.text[6:])
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(self.year, month)[1]:
            return None
        return date(self.year, month, day)

    @property
    def counted_from(self) -> date:
        """The day from which an age is counted.

        The 1st of January when the month is lunar (the GIE SESAM-Vitale's rule), the 1st of the month when only the
        day is (ours).
        """
        month = int(self.text[4:6])
        return self.day or date(self.year, month if 1 <= month <= 12 else 1, 1)

    def age_on(self, today: date) -> int:
        """Completed years on a day; who was born on a 29th of February has their birthday on the 1st of March.

        Args:
            today: the day asked about; before the birth the result is negative.
        """
        born = self.counted_from
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))

    def __repr__(self) -> str:
        return "BirthDate(…)"


def from_text(text: str) -> BirthDate | BirthDateFault:
    """Read ``AAAAMMJJ`` as a card or the caisse gives it; a lunar month or day is accepted."""
    if not (text.isascii() and _FORM.fullmatch(text)):
        return BirthDateFault.FORM
    if text.startswith("0000"):
        return BirthDateFault.YEAR
    return BirthDate(text)


def from_day(day: date) -> BirthDate:
    """The birth date of somebody whose day of birth is known."""
    return BirthDate(f"{day.year:04d}{day:%m%d}")
