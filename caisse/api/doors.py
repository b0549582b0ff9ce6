"""THE table of what the caisse answers: each endpoint, whether a terminal must sign, and the level needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from caisse.handlers.visits import needed_level
from caisse.settings import Settings
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION
from teleservices.levels import Level
from teleservices.wire.problems import Problem


@dataclass(frozen=True)
class Door:
    """One endpoint.

    Attributes:
        method: upper case.
        path: as routed, with ``{placeholders}``.
        signed: whether the request must carry an enrolled terminal's signature.
        level: what the visit's token must be worth; None where no visit is needed.
        refusals: what this endpoint may refuse, beside what its door and every door may.
    """

    method: str
    path: str
    signed: bool
    level: Callable[[Settings], Level] | None
    refusals: frozenset[Problem] = frozenset()


def _card(_settings: Settings) -> Level:
    return Level.CARD


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
CHECK: Final = Door("GET", "/v/{reference}", signed=False, level=None)

DOORS: Final = (HEALTH, OPENAPI, ENROL, OPEN_VISIT, CLOSE_VISIT, ATTEST, CHECK)

_SIGNED: Final = frozenset({Problem.SIGNATURE, Problem.CLOCK_SKEW, Problem.UNKNOWN_TERMINAL})
_LEVELLED: Final = frozenset({Problem.VISIT_OVER, Problem.LEVEL, Problem.CARD_REFUSED})


def refusals_of(door: Door) -> frozenset[Problem]:
    """Every problem that may come through a door."""
    found = door.refusals | {Problem.BUSY, Problem.INTERNAL}
    if door.signed:
        found |= _SIGNED
    if door.level is not None:
        found |= _LEVELLED
    return found
