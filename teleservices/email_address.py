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
        """``m•••@e•••.fr``: enough to know one's own."""
        local, _, domain = self.text.partition("@")
        host, _, end = domain.rpartition(".")
        return f"{local[:1]}•••@{host[:1]}•••.{end}"

    def __repr__(self) -> str:
        return "EmailAddress(…)"


def from_text(text: str) -> EmailAddress | EmailFault:
    """Read an address as typed; the form only, nobody is asked."""
    lower = text.strip().lower()
    if not ALPHABETS[FieldKind.EMAIL].admits(lower):
        return EmailFault.FORM
    try:
        found = validate_email(lower, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return EmailFault.FORM
    return EmailAddress(found.normalized.lower())
