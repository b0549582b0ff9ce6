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
    NOT_FOUND = "/problems/not-found"
    METHOD = "/problems/method"
    TOO_LARGE = "/problems/too-large"
    BUSY = "/problems/busy"
    INTERNAL = "/problems/internal"
