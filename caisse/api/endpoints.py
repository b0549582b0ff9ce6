"""What happens behind each door."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import Depends
from pydantic.dataclasses import dataclass

from caisse import events
from caisse.api.doors import ATTEST, CLOSE_VISIT
from caisse.api.gate import PartsHere, Terminal, Through
from caisse.api.problems import RefusedError
from caisse.handlers.maintenance_secret import secret_of
from caisse.handlers.refusal import Refusal
from caisse.handlers.rights import attest
from caisse.handlers.terminals import enrol
from caisse.handlers.visit import Visit
from caisse.handlers.visits import close_visit, open_visit
from teleservices.wire.enrolment import Enrol, Enrolled
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsAttestation, RightsRequest
from teleservices.wire.visits import OpenVisit, VisitOpened


@dataclass(frozen=True)
class Health:
    """The caisse is there."""

    status: str = "ok"


def health() -> Health:
    """Whether the caisse answers."""
    return Health()


def enrol_terminal(asked: Enrol, parts: PartsHere) -> Enrolled:
    """A terminal gives its key against the token that the operator was given."""
    key = _ed25519(asked.public_key)
    if key is None:
        raise RefusedError(Refusal(Problem.MALFORMED))
    now = parts.now()
    name = parts.store.write(lambda connection: enrol(connection, asked.token, key, now))
    if name is None:
        raise RefusedError(Refusal(Problem.ENROLMENT_TOKEN))
    parts.log.record(events.ENROLLED, terminal=name)
    return Enrolled(name, base64.b64encode(secret_of(parts.keys, name, key)).decode("ascii"))


def begin_visit(asked: OpenVisit, terminal: Terminal, parts: PartsHere) -> VisitOpened:
    """A carte Vitale was read: a visit begins at level `card`."""
    token, at = parts.new_token(), parts.circumstances()
    opened = parts.store.write(lambda connection: open_visit(connection, asked, terminal, token, at))
    if isinstance(opened, Refusal):
        raise RefusedError(opened, terminal)
    parts.log.record(events.VISIT_OPENED, terminal=terminal)
    return opened


def end_visit(visit: Annotated[Visit, Depends(Through(CLOSE_VISIT))], parts: PartsHere) -> None:
    """The terminal wiped: the token is worth nothing from now on."""
    parts.store.write(lambda connection: close_visit(connection, visit))
    parts.log.record(events.VISIT_CLOSED, terminal=visit.terminal)


def attest_rights(
    asked: RightsRequest, visit: Annotated[Visit, Depends(Through(ATTEST))], parts: PartsHere
) -> RightsAttestation:
    """An attestation de droits for one beneficiary of the visit."""
    at = parts.circumstances()
    document = parts.store.write(lambda connection: attest(connection, asked, visit, at))
    if isinstance(document, Refusal):
        raise RefusedError(document, visit.terminal)
    parts.log.record(events.ATTESTATION_ISSUED, terminal=visit.terminal, level=visit.level)
    return document


def _ed25519(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(key)
    except (binascii.Error, ValueError):
        return None
    return key
