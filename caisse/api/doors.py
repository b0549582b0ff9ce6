"""THE table of what the caisse answers: each endpoint, whether a terminal must sign, and the level needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caisse.handlers.standing import needed_level
from caisse.settings import Settings
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION
from teleservices.levels import Level
from teleservices.wire.batches import LARGEST_BODY
from teleservices.wire.problems import Problem

SETTLED: Final = frozenset({Problem.PASSWORD_FIRST, Problem.EMAIL_FIRST})
"""What stops somebody at level ``code`` whose account is not in order."""


@dataclass(frozen=True)
class Door:
    """One endpoint.

    Attributes:
        method: upper case.
        path: as routed, with ``{placeholders}``.
        signed: whether the request must carry an enrolled terminal's signature.
        level: what the visit's token must be worth; None where no visit is needed.
        first: of what is not in order with the account, what stops here; only where level ``code`` is needed.
        card: whether the visit must be that of a card in the reader.
        refusals: what this endpoint may refuse, beside what its door and every door may.
        repeatable: whether a request heard before may be heard again, because it then does nothing.
        largest: bytes of a request's body; None for the usual.
        page: whether people open it, in a browser: it answers in HTML, refusals too, and is no part of OpenAPI.
    """

    method: str
    path: str
    signed: bool
    level: Callable[[Settings], Level] | None
    first: frozenset[Problem] = SETTLED
    card: bool = False
    refusals: frozenset[Problem] = frozenset()
    repeatable: bool = False
    largest: int | None = None
    page: bool = False


def _card(_settings: Settings) -> Level:
    return Level.CARD


def _code(_settings: Settings) -> Level:
    return Level.CODE


def _rights_attestation(settings: Settings) -> Level:
    return needed_level(RIGHTS_ATTESTATION.id, settings)


HEALTH: Final = Door("GET", "/v1/health", signed=False, level=None)
OPENAPI: Final = Door("GET", "/v1/openapi.json", signed=False, level=None)
ENROL: Final = Door(
    "POST",
    "/v1/enrolments",
    signed=False,
    level=None,
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE, Problem.ENROLMENT_TOKEN}),
)
OPEN_VISIT: Final = Door(
    "POST",
    "/v1/visits",
    signed=True,
    level=None,
    refusals=frozenset(
        {Problem.MALFORMED, Problem.TOO_LARGE, Problem.UNKNOWN_INSURED, Problem.CARD_REFUSED, Problem.OTHER_REGIME}
    ),
)
CLOSE_VISIT: Final = Door("DELETE", "/v1/visits/current", signed=True, level=_card)
SIGN_IN: Final = Door(
    "POST",
    "/v1/visits/current/sign-in",
    signed=True,
    level=_card,
    card=True,
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE, Problem.CREDENTIALS, Problem.LOCKED, Problem.CODE_SPENT}),
)
SIGN_IN_BY_NIR: Final = Door(
    "POST",
    "/v1/sign-ins",
    signed=True,
    level=None,
    refusals=frozenset(
        {Problem.MALFORMED, Problem.TOO_LARGE, Problem.CREDENTIALS, Problem.LOCKED, Problem.OTHER_REGIME}
    ),
)
SEND_CODE: Final = Door(
    "POST",
    "/v1/codes-provisoires",
    signed=True,
    level=_card,
    card=True,
    refusals=frozenset({Problem.NO_MOBILE, Problem.TOO_MANY_CODES, Problem.SMS}),
)
NOTE_SMS: Final = Door(
    "POST",
    "/v1/sms-outcomes",
    signed=True,
    level=None,
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE}),
)
CHOOSE_PASSWORD: Final = Door(
    "POST",
    "/v1/passwords",
    signed=True,
    level=_code,
    first=frozenset(),
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE, Problem.PASSWORD, Problem.CREDENTIALS, Problem.LOCKED}),
)
CHANGE_EMAIL: Final = Door(
    "POST",
    "/v1/email-addresses",
    signed=True,
    level=_code,
    first=frozenset({Problem.PASSWORD_FIRST}),
    refusals=frozenset(
        {
            Problem.MALFORMED,
            Problem.TOO_LARGE,
            Problem.EMAIL,
            Problem.EMAIL_IN_USE,
            Problem.CREDENTIALS,
            Problem.LOCKED,
            Problem.SIGN_IN_AGAIN,
        }
    ),
)
MAKE_ROBOT_CHECK: Final = Door("POST", "/v1/robot-checks", signed=True, level=None)
ASK_RESET: Final = Door(
    "POST",
    "/v1/password-resets",
    signed=True,
    level=None,
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE, Problem.ROBOT}),
)
ASK_OWN_RESET: Final = Door(
    "POST",
    "/v1/visits/current/password-reset",
    signed=True,
    level=_card,
    card=True,
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE}),
)
ATTEST: Final = Door(
    "POST",
    "/v1/rights-attestations",
    signed=True,
    level=_rights_attestation,
    refusals=frozenset(
        {
            Problem.MALFORMED,
            Problem.TOO_LARGE,
            Problem.OTHER_REGIME,
            Problem.UNKNOWN_BENEFICIARY,
            Problem.RIGHTS_CLOSED,
        }
    ),
)
_OUTBOX: Final = frozenset({Problem.MALFORMED, Problem.TOO_LARGE, Problem.CODING})
TAKE_BATCH: Final = Door(
    "POST",
    "/v1/batches",
    signed=True,
    level=None,
    refusals=_OUTBOX | {Problem.CROWDED},
    repeatable=True,
    largest=LARGEST_BODY,
)
TAKE_LETTERS: Final = Door(
    "POST", "/v1/dead-letters", signed=True, level=None, refusals=_OUTBOX, repeatable=True, largest=LARGEST_BODY
)
SHOW_EPOCH: Final = Door(
    "GET", "/v1/epochs/{epoch}", signed=True, level=None, refusals=frozenset({Problem.NOT_FOUND}), repeatable=True
)
SHOW_KEYS: Final = Door("GET", "/v1/keys", signed=False, level=None, refusals=frozenset({Problem.NOT_FOUND}))
INFORMATION: Final = Door("GET", "/v1/information", signed=True, level=_code)
REQUESTS: Final = Door("GET", "/v1/requests", signed=True, level=_code)
MESSAGES: Final = Door("GET", "/v1/messages", signed=True, level=_code)
ENTER_MAINTENANCE: Final = Door(
    "POST",
    "/v1/maintenance-entries",
    signed=True,
    level=None,
    refusals=frozenset({Problem.MALFORMED, Problem.TOO_LARGE, Problem.CREDENTIALS, Problem.LOCKED}),
)
CHECK: Final = Door("GET", "/v/{reference}", signed=False, level=None, page=True)
SHOW_ADDRESS: Final = Door("GET", "/e/{token}", signed=False, level=None, page=True)
CONFIRM_ADDRESS: Final = Door("POST", "/e/{token}", signed=False, level=None, page=True)
SHOW_RESET: Final = Door("GET", "/p/{token}", signed=False, level=None, page=True)
RESET_PASSWORD: Final = Door("POST", "/p/{token}", signed=False, level=None, page=True)
AGENT: Final = Door("GET", "/agent", signed=False, level=None, page=True)
AGENT_SIGN_IN: Final = Door("POST", "/agent/sign-in", signed=False, level=None, page=True)
AGENT_LEAVE: Final = Door("POST", "/agent/leave", signed=False, level=None, page=True)
AGENT_PERSON: Final = Door("POST", "/agent/person", signed=False, level=None, page=True)
AGENT_CODE: Final = Door("POST", "/agent/code", signed=False, level=None, page=True)
TECHNICIAN: Final = Door("GET", "/technician", signed=False, level=None, page=True)
TECHNICIAN_SIGN_IN: Final = Door("POST", "/technician/sign-in", signed=False, level=None, page=True)
TECHNICIAN_LEAVE: Final = Door("POST", "/technician/leave", signed=False, level=None, page=True)
TECHNICIAN_ANSWER: Final = Door("POST", "/technician/answer", signed=False, level=None, page=True)
TECHNICIAN_TRAIL: Final = Door("GET", "/technician/trail", signed=False, level=None, page=True)

DOORS: Final = (
    HEALTH,
    OPENAPI,
    ENROL,
    OPEN_VISIT,
    CLOSE_VISIT,
    SIGN_IN,
    SIGN_IN_BY_NIR,
    SEND_CODE,
    NOTE_SMS,
    CHOOSE_PASSWORD,
    CHANGE_EMAIL,
    MAKE_ROBOT_CHECK,
    ASK_RESET,
    ASK_OWN_RESET,
    ATTEST,
    INFORMATION,
    REQUESTS,
    MESSAGES,
    TAKE_BATCH,
    TAKE_LETTERS,
    SHOW_EPOCH,
    SHOW_KEYS,
    ENTER_MAINTENANCE,
    CHECK,
    SHOW_ADDRESS,
    CONFIRM_ADDRESS,
    SHOW_RESET,
    RESET_PASSWORD,
    AGENT,
    AGENT_SIGN_IN,
    AGENT_LEAVE,
    AGENT_PERSON,
    AGENT_CODE,
    TECHNICIAN,
    TECHNICIAN_SIGN_IN,
    TECHNICIAN_LEAVE,
    TECHNICIAN_ANSWER,
    TECHNICIAN_TRAIL,
)

PAGES: Final = frozenset(door.path for door in DOORS if door.page)
"""The paths that people open, as routed."""

LARGEST: Final = {door.path: door.largest for door in DOORS if door.largest is not None}
"""Bytes of a request's body, by path, where it may be larger than usual."""

_SIGNED: Final = frozenset({Problem.SIGNATURE, Problem.CLOCK_SKEW, Problem.UNKNOWN_TERMINAL})
_LEVELLED: Final = frozenset({Problem.VISIT_OVER, Problem.LEVEL, Problem.CARD_REFUSED})


def refusals_of(door: Door) -> frozenset[Problem]:
    """Every problem that may come through a door."""
    found = door.refusals | {Problem.BUSY, Problem.INTERNAL}
    if door.signed:
        found |= _SIGNED
    if door.level is not None:
        found |= _LEVELLED
        if door.level is not _card:
            found |= door.first
    return found
