"""Mobile numbers: read as typed, stored E.164, shown masked (facts/standards.md SMS-04 to SMS-06).

Metropolitan and overseas mobiles; the plan of numbers is libphonenumber's, a later range comes with its next version.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

_REGIONS: Final = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM")
"""Territories whose mobiles the Assurance Maladie calls; GP serves St-Martin and St-Barthélemy too, under +590."""
_FICTION: Final = re.compile(r"06399800[0-9]{2}")
"""06 39 98 00 00–99: no subscriber has them (ARCEP); the cast’s."""
_CODES: Final = ("33", "590", "596", "594", "262", "508")


class PhoneFault(StrEnum):
    """Why a text is no mobile number; the value is the last part of a message key."""

    FORM = "form"
    NOT_MOBILE = "not_mobile"


@dataclass(frozen=True, repr=False)
class Mobile:
    """A mobile number.

    Attributes:
        e164: ``+33612345678``.
    """

    e164: str

    @property
    def national(self) -> str:
        """Ten digits, as people write it: ``0612345678``."""
        code = next(code for code in _CODES if self.e164.startswith(f"+{code}"))
        return "0" + self.e164[1 + len(code) :]

    @property
    def masked(self) -> str:
        """``06 ** ** ** 78``, with no-break spaces: enough to know one's own."""
        digits = self.national
        return f"{digits[:2]}\u00a0**\u00a0**\u00a0**\u00a0{digits[-2:]}"

    def __repr__(self) -> str:
        return "Mobile(…)"


def from_text(text: str, *, fiction: bool = False) -> Mobile | PhoneFault:
    """Read a number as people write it, or as it was stored.

    Args:
        text: ``06 12 34 56 78``, ``+33 (0)6…``, ``0033…``, ``+262 692…``; an overseas number kept under
            +33 is repaired, any other wrong code refused.
        fiction: whether numbers that nobody has (the cast's) are taken; never in production.
    """
    code, national = _parts(re.sub(r"[\s.\-()/]", "", text))
    if not re.fullmatch(r"0[0-9]{9}", national):
        return PhoneFault.FORM
    found = _mobile(national, fiction=fiction)
    if found is None or (code not in {"", "33"} and not found.e164.startswith(f"+{code}")):
        return PhoneFault.NOT_MOBILE
    return found


def _parts(bare: str) -> tuple[str, str]:
    """The country's code, empty where there is none, and the number as it is dialled within the country."""
    if not bare.startswith(("+", "00")):
        return "", bare
    international = bare[1 if bare.startswith("+") else 2 :]
    code = next((code for code in _CODES if international.startswith(code)), None)
    return ("", "") if code is None else (code, "0" + international[len(code) :].removeprefix("0"))


def _mobile(national: str, *, fiction: bool) -> Mobile | None:
    if _FICTION.fullmatch(national):
        return Mobile(f"+33{national[1:]}") if fiction else None
    for region in _REGIONS:
        number = phonenumbers.parse(national, region)
        valid = phonenumbers.is_valid_number_for_region(number, region)
        if valid and phonenumbers.number_type(number) == PhoneNumberType.MOBILE:
            return Mobile(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    return None
