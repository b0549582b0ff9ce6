"""Why a declaration is refused."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The value is the last part of a message key ``refused.<value>``."""

    MISMATCH = "mismatch"
    """The password that travelled with it is not the account's, or there is no account."""
    PROVISIONAL = "provisional"
    """Four digits: a code provisoire is not accepted without a link (teleservices.md, common conditions)."""
    LOCKED = "locked"
    """Wrong passwords, whoever typed them, have kept this one from being looked at for too long."""
    GRANT = "grant"
    """The identification that it names was not this person's, or not at that time and place."""
    CARD = "card"
    """The carte Vitale had been declared lost, or there was none where a password alone must do."""
    REGIME = "regime"
    OLD_CODE = "old_code"
    """The account still has a code from before 2021, which must be replaced before anything else."""
    EMAIL_FIRST = "email_first"
    """An e-mail address of the account's own must be given before anything else (000)."""
    PERSON = "person"
    """Somebody it is about is not covered by the insured's rights."""
    FORM = "form"
    """Walked again, its answers do not stand."""
