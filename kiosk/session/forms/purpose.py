"""What the caisse is asked for."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """The value stands in the journal and is part of a message key."""

    SIGN_IN = "sign_in"
    CODE = "code"
    """A code provisoire by SMS."""
    PASSWORD = "password"
    EMAIL = "email"
    RESET = "reset"
    """The link by e-mail that lets a password be chosen."""
    CHECK = "check"
    """Digits for the check against robots."""
