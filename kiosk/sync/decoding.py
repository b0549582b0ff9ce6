"""From bytes to the wire's values, strictly: what is not exactly the caisse's is no answer.

Fields that this terminal does not know yet are passed over, so that the caisse may be newer. pydantic's errors quote
what they refuse; they go no further than here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.transport import Reply
from teleservices.wire.enrolment import Enrolled
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsAttestation
from teleservices.wire.visits import VisitOpened

T = TypeVar("T")

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{20,512}=*")
"""RFC 6750's b64token: it goes into a header."""


@dataclass(frozen=True)
class Health:
    """``GET /v1/health``."""

    status: str


@dataclass(frozen=True)
class _ProblemDocument:
    """RFC 9457, as far as the terminal reads it."""

    type: Problem
    regime: str | None = None


VISIT = TypeAdapter(VisitOpened)
ATTESTATION = TypeAdapter(RightsAttestation)
ENROLLED = TypeAdapter(Enrolled)
HEALTH = TypeAdapter(Health)
_PROBLEM = TypeAdapter(_ProblemDocument)


def encode(message: object) -> bytes:
    """A wire dataclass as compact JSON."""
    return bytes(to_json(message))


def is_problem(reply: Reply, problem: Problem) -> bool:
    """Whether the caisse refuses for this very reason."""
    answer = refusal(reply)
    return isinstance(answer, Refused) and answer.problem is problem


def decode(reply: Reply, status: int, adapter: TypeAdapter[T]) -> T | Refused | NoAnswer:
    """Read a reply that should carry one JSON value.

    Args:
        reply: what came back.
        status: the status of a yes.
        adapter: the value's type.
    """
    if reply.status != status or reply.media_type != "application/json":
        return refusal(reply)
    try:
        return adapter.validate_json(reply.body, strict=True)
    except ValidationError:
        return NoAnswer(Cause.MALFORMED)


def refusal(reply: Reply) -> Refused | NoAnswer:
    """Read a reply that is not a yes: the caisse's no is a problem document, anything else comes from elsewhere."""
    if not 400 <= reply.status < 600 or reply.media_type != "application/problem+json":
        return NoAnswer(Cause.FOREIGN)
    try:
        document = _PROBLEM.validate_json(reply.body, strict=True)
    except ValidationError:
        return NoAnswer(Cause.MALFORMED)
    return Refused(document.type, document.regime, _seconds(reply.headers.get("retry-after", "")))


def checked_visit(answer: VisitOpened | Refused | NoAnswer) -> VisitOpened | Refused | NoAnswer:
    """What types cannot say of an opened visit: a token that a header can carry, a time left, the insured first."""
    if not isinstance(answer, VisitOpened):
        return answer
    whole = (
        _TOKEN.fullmatch(answer.token)
        and answer.expires_in_s > 0
        and answer.beneficiaries
        and answer.beneficiaries[0].insured
    )
    return answer if whole else NoAnswer(Cause.MALFORMED)


def checked_attestation(answer: RightsAttestation | Refused | NoAnswer) -> RightsAttestation | Refused | NoAnswer:
    """What types cannot say of an attestation: its time has a zone."""
    if isinstance(answer, RightsAttestation) and answer.issued_at.tzinfo is None:
        return NoAnswer(Cause.MALFORMED)
    return answer


def _seconds(retry_after: str) -> int | None:
    return int(retry_after) if re.fullmatch(r"[0-9]{1,6}", retry_after) else None
