"""From bytes to the wire's values, strictly: what is not exactly the caisse's is no answer.

Fields that this terminal does not know yet are passed over, so that the caisse may be newer. pydantic's errors quote
what they refuse; they go no further than here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_json

from kiosk.sync.answers import Cause, NoAnswer, Refused
from kiosk.sync.transport import Reply
from teleservices.password import Guessable, PasswordRule
from teleservices.wire.enrolment import Enrolled
from teleservices.wire.maintenance import MaintenanceGranted
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsAttestation
from teleservices.wire.visits import VisitOpened

T = TypeVar("T")

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]{20,512}=*")
"""RFC 6750's b64token: it goes into a header."""
_FAULTS: Final = frozenset((*PasswordRule, *Guessable))
ANY_SUCCESS: Final = range(200, 300)


@dataclass(frozen=True)
class Health:
    """``GET /v1/health``."""

    status: str


@dataclass(frozen=True)
class _ProblemDocument:
    """RFC 9457, as far as the terminal reads it."""

    type: Problem
    regime: str | None = None
    tries_left: Annotated[int, Field(ge=0)] | None = None
    faults: tuple[str, ...] = ()


VISIT = TypeAdapter(VisitOpened)
ATTESTATION = TypeAdapter(RightsAttestation)
ENROLLED = TypeAdapter(Enrolled)
HEALTH = TypeAdapter(Health)
ENTRY = TypeAdapter(MaintenanceGranted)
_PROBLEM = TypeAdapter(_ProblemDocument)


def encode(message: object) -> bytes:
    """A wire dataclass as compact JSON."""
    return bytes(to_json(message))


def is_problem(reply: Reply, problem: Problem) -> bool:
    """Whether the caisse refuses for this very reason."""
    answer = refusal(reply)
    return isinstance(answer, Refused) and answer.problem is problem


def _anything(_answer: object) -> bool:
    return True


def decode(
    reply: Reply, statuses: Container[int], adapter: TypeAdapter[T], is_whole: Callable[[T], bool] = _anything
) -> T | Refused | NoAnswer:
    """Read a reply that should carry one JSON value.

    Args:
        reply: what came back.
        statuses: those of a yes.
        adapter: the value's type.
        is_whole: what types cannot say of the value.
    """
    if reply.status not in statuses or reply.media_type != "application/json":
        return refusal(reply)
    try:
        answer = adapter.validate_json(reply.body, strict=True)
    except ValidationError:
        return NoAnswer(Cause.MALFORMED)
    return answer if is_whole(answer) else NoAnswer(Cause.MALFORMED)


def refusal(reply: Reply) -> Refused | NoAnswer:
    """Read a reply that is not a yes: the caisse's no is a problem document, anything else comes from elsewhere."""
    if not 400 <= reply.status < 600 or reply.media_type != "application/problem+json":
        return NoAnswer(Cause.FOREIGN)
    try:
        document = _PROBLEM.validate_json(reply.body, strict=True)
    except ValidationError:
        return NoAnswer(Cause.MALFORMED)
    return Refused(
        document.type,
        document.regime,
        _seconds(reply.headers.get("retry-after", "")),
        document.tries_left,
        tuple(fault for fault in document.faults if fault in _FAULTS),
    )


def is_whole_visit(visit: VisitOpened) -> bool:
    """A token that a header can carry, a time left, the insured first."""
    return (
        _TOKEN.fullmatch(visit.token) is not None
        and visit.expires_in_s > 0
        and bool(visit.beneficiaries)
        and visit.beneficiaries[0].insured
    )


def is_whole_attestation(attestation: RightsAttestation) -> bool:
    """Its time has a zone."""
    return attestation.issued_at.tzinfo is not None


def _seconds(retry_after: str) -> int | None:
    return int(retry_after) if re.fullmatch(r"[0-9]{1,6}", retry_after) else None
