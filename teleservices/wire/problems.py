"""The caisse's refusals: RFC 9457 ``type`` members, the same at both ends."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """Each value is the ``type`` of a problem document."""

    MALFORMED = "/problems/malformed"
    SIGNATURE = "/problems/signature"
    CLOCK_SKEW = "/problems/clock-skew"
    UNKNOWN_TERMINAL = "/problems/unknown-terminal"
    ENROLMENT_TOKEN = "/problems/enrolment-token"
    VISIT_OVER = "/problems/visit-over"
    LEVEL = "/problems/level"
    UNKNOWN_INSURED = "/problems/unknown-insured"
    OTHER_REGIME = "/problems/other-regime"
    CARD_REFUSED = "/problems/card-refused"
    RIGHTS_CLOSED = "/problems/rights-closed"
    UNKNOWN_BENEFICIARY = "/problems/unknown-beneficiary"
    CREDENTIALS = "/problems/credentials"
    LOCKED = "/problems/locked"
    CODE_SPENT = "/problems/code-spent"
    PASSWORD = "/problems/password"
    PASSWORD_FIRST = "/problems/password-first"
    EMAIL = "/problems/email"
    EMAIL_IN_USE = "/problems/email-in-use"
    EMAIL_FIRST = "/problems/email-first"
    SIGN_IN_AGAIN = "/problems/sign-in-again"
    NO_MOBILE = "/problems/no-mobile"
    TOO_MANY_CODES = "/problems/too-many-codes"
    SMS = "/problems/sms"
    ROBOT = "/problems/robot"
    NOT_FOUND = "/problems/not-found"
    METHOD = "/problems/method"
    TOO_LARGE = "/problems/too-large"
    CODING = "/problems/content-coding"
    CROWDED = "/problems/crowded"
    BUSY = "/problems/busy"
    INTERNAL = "/problems/internal"
