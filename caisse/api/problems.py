"""Refusals on the wire: ``application/problem+json`` (RFC 9457), and their place in OpenAPI."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fastapi.responses import JSONResponse

from caisse.handlers.refusal import Refusal
from teleservices.password import Guessable, PasswordRule
from teleservices.wire.problems import Problem

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_S: Final = 5
"""When the caisse is too busy: how long to leave it alone."""

_KINDS: Final[dict[Problem, tuple[int, str]]] = {
    Problem.MALFORMED: (400, "The request cannot be read."),
    Problem.SIGNATURE: (401, "The request is not signed as it must be."),
    Problem.CLOCK_SKEW: (401, "The request was signed too long ago or too early."),
    Problem.UNKNOWN_TERMINAL: (401, "The terminal is unknown or out of service."),
    Problem.ENROLMENT_TOKEN: (403, "The enrolment token is unknown, spent or too old."),
    Problem.VISIT_OVER: (401, "The visit is over."),
    Problem.LEVEL: (403, "This needs a higher level."),
    Problem.UNKNOWN_INSURED: (404, "The caisse does not know this person."),
    Problem.OTHER_REGIME: (403, "This person belongs to another régime."),
    Problem.CARD_REFUSED: (403, "The card is not accepted."),
    Problem.RIGHTS_CLOSED: (403, "The rights are closed."),
    Problem.UNKNOWN_BENEFICIARY: (404, "This visit has no such beneficiary."),
    Problem.CREDENTIALS: (403, "What was typed opens nothing."),
    Problem.LOCKED: (429, "Too many wrong secrets; wait."),
    Problem.CODE_SPENT: (403, "There is no live code provisoire."),
    Problem.PASSWORD: (422, "This password cannot be chosen."),
    Problem.PASSWORD_FIRST: (403, "A password must be chosen first."),
    Problem.EMAIL: (422, "This is no e-mail address."),
    Problem.EMAIL_IN_USE: (409, "Another account has this e-mail address."),
    Problem.EMAIL_FIRST: (403, "An e-mail address of one's own must be given first."),
    Problem.SIGN_IN_AGAIN: (403, "This needs a visit opened with the password."),
    Problem.NO_MOBILE: (409, "The caisse has no mobile number of this person."),
    Problem.TOO_MANY_CODES: (429, "Too many codes; wait."),
    Problem.SMS: (502, "The SMS could not be handed over."),
    Problem.ROBOT: (403, "The check against robots was not passed."),
    Problem.NOT_FOUND: (404, "There is nothing at this address."),
    Problem.METHOD: (405, "This address does not take this method."),
    Problem.TOO_LARGE: (413, "The request is too large."),
    Problem.CODING: (415, "This content coding is not understood."),
    Problem.CROWDED: (429, "Too many batches at once; wait."),
    Problem.BUSY: (503, "The caisse is busy, or its database away."),
    Problem.INTERNAL: (500, "The caisse failed."),
}


class RefusedError(Exception):
    """Carries a refusal out of a dependency, where only an exception stops a request.

    Attributes:
        refusal: what to answer.
        terminal: who asked, once its signature holds.
    """

    def __init__(self, refusal: Refusal, terminal: str | None = None) -> None:
        super().__init__(refusal.problem.value)
        self.refusal = refusal
        self.terminal = terminal


def status(problem: Problem) -> int:
    """The HTTP status of a problem."""
    return _KINDS[problem][0]


def response(refusal: Refusal, headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer that tells a refusal.

    Args:
        refusal: what is refused.
        headers: beside the content's own, e.g. ``Allow``.
    """
    number, title = _KINDS[refusal.problem]
    document: dict[str, Any] = {"type": refusal.problem.value, "title": title, "status": number}
    if refusal.regime is not None:
        document["regime"] = refusal.regime
    if refusal.tries_left is not None:
        document["tries_left"] = refusal.tries_left
    if refusal.faults:
        document["faults"] = list(refusal.faults)
    sent = dict(headers or {})
    wait_s = RETRY_AFTER_S if refusal.problem is Problem.BUSY else refusal.retry_after_s
    if wait_s is not None:
        sent["Retry-After"] = str(wait_s)
    return JSONResponse(document, status_code=number, headers=sent, media_type=MEDIA_TYPE)


def openapi_responses(problems: Iterable[Problem]) -> dict[int | str, dict[str, Any]]:
    """What FastAPI declares of problems: one response for each status, its possible ``type``s named."""
    by_status: dict[int, list[Problem]] = {}
    for problem in sorted(problems):
        by_status.setdefault(status(problem), []).append(problem)
    return {
        number: {
            "description": " ".join(_KINDS[problem][1] for problem in kinds),
            "content": {MEDIA_TYPE: {"schema": _schema(number, kinds)}},
        }
        for number, kinds in sorted(by_status.items())
    }


def _schema(number: int, kinds: list[Problem]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "type": {"type": "string", "enum": [kind.value for kind in kinds]},
        "title": {"type": "string"},
        "status": {"type": "integer", "const": number},
    }
    if Problem.OTHER_REGIME in kinds:
        properties["regime"] = {"type": "string", "description": "Label of the régime to turn to."}
    if Problem.CREDENTIALS in kinds:
        properties["tries_left"] = {
            "type": "integer",
            "minimum": 0,
            "description": "Wrong secrets that remain before a wait.",
        }
    if Problem.PASSWORD in kinds:
        values = [fault.value for rules in (PasswordRule, Guessable) for fault in rules]
        properties["faults"] = {"type": "array", "items": {"type": "string", "enum": values}}
    return {"type": "object", "required": ["type", "title", "status"], "properties": properties}
