"""E-mail addresses: read as typed, compared, shown masked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from teleservices.alphabets import ALPHABETS, FieldKind


class EmailFault(StrEnum):
    """Why a text is no e-mail address; the value is the last part of a message key."""

    FORM = "form"


@dataclass(frozen=True, repr=False)
class EmailAddress:
    """An address whose form has been checked, lower case throughout: what no two accounts may share.

    Attributes:
        text: ``marie.dupont@exemple.fr``.
    """

    text: str

    @property
    def masked(self) -> str:
        """``m•••@e•••.fr``: enough to know one's own; a part of one letter is not told whole."""
        local, _, domain = self.text.partition("@")
        host, _, end = domain.rpartition(".")
        return f"{_first(local)}•••@{_first(host)}•••.{end}"

    def __repr__(self) -> str:
        return "EmailAddress(…)"


def from_text(text: str) -> EmailAddress | EmailFault:
    """Read an address as typed, or as pasted with its spaces around; the form only, nobody is asked."""
    alphabet = ALPHABETS[FieldKind.EMAIL]
    stripped = text.strip()
    lower = alphabet.clean(stripped)
    if len(lower) != len(stripped):
        return EmailFault.FORM
    try:
        found = validate_email(lower, check_deliverability=False, test_environment=True, strict=True)
    except EmailNotValidError:
        return EmailFault.FORM
    # Not the library's own normal form: it writes an internationalised host with letters that no field takes.
    return EmailFault.FORM if found.ascii_email is None else EmailAddress(found.ascii_email.lower())


def _first(part: str) -> str:
    return part[:1] if len(part) > 1 else ""
