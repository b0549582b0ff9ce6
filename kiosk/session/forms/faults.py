"""What a form says when it cannot go on, on the terminal's own judgement or the caisse's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why; the value is the last part of a message key."""

    EMPTY = "empty"
    NIR_LENGTH = "nir.length"
    NIR_SIGNS = "nir.signs"
    NIR_KEY = "nir.key"
    CODE_FORM = "code.form"
    CODE_NEEDS_CARD = "code.needs_card"
    BIRTH_DATE = "birth_date"
    CHECK_FORM = "check.form"
    EMAIL_FORM = "email.form"
    EMAIL_IN_USE = "email.in_use"
    PASSWORD_LENGTH = "password.length"
    PASSWORD_LOWER = "password.lower"
    PASSWORD_UPPER = "password.upper"
    PASSWORD_DIGIT_OR_SPECIAL = "password.digit_or_special"
    PASSWORD_SIGNS = "password.signs"
    PASSWORD_NIR = "password.nir"
    PASSWORD_BIRTH_DATE = "password.birth_date"
    PASSWORD_NAME = "password.name"
    PASSWORD_SEQUENCE = "password.sequence"
    PASSWORD_WORD = "password.word"
    PASSWORD_OTHER = "password.other"
    PASSWORD_TWICE = "password.twice"
    CREDENTIALS = "credentials"
    CREDENTIALS_NIR = "credentials_nir"
    CREDENTIALS_CODE = "credentials_code"
    LOCKED = "locked"
    CODE_SPENT = "code.spent"
    NO_MOBILE = "no_mobile"
    TOO_MANY_CODES = "too_many_codes"
    SMS = "sms"
    ROBOT = "robot"
    SIGN_IN_AGAIN = "sign_in_again"
    UNAVAILABLE = "unavailable"
    NO_ANSWER = "no_answer"
    """Nothing was done that the person would have to know of."""
    NO_ANSWER_SIGN_IN = "no_answer_sign_in"
    """If what was typed was a code provisoire, it may have been used up."""
    NO_ANSWER_RESET = "no_answer_reset"
    """An e-mail may have left."""
    NO_ANSWER_CODE = "no_answer_code"
    """The code provisoire may have been used up."""
    NO_ANSWER_SMS = "no_answer_sms"
    """An SMS may be on its way."""
    NO_ANSWER_PASSWORD = "no_answer_password"
    """The password may be the new one or the old one."""
    NO_ANSWER_EMAIL = "no_answer_email"
    """The address may have been taken."""


@dataclass(frozen=True)
class Fault:
    """One sentence of a form.

    Attributes:
        field: id of the field beside which it is said too; empty where it is about the whole form.
        tries_left: of the three ``CREDENTIALS``, where the caisse gave it.
        until: of ``LOCKED`` and ``TOO_MANY_CODES``: the terminal's own wall clock, to the minute.
    """

    reason: Reason
    field: str = ""
    tries_left: int | None = None
    until: datetime | None = None
