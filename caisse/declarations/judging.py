"""What becomes of a declaration: whose it is and whether they proved it, then everything else in one transaction."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

from sqlalchemy import Connection

from caisse.declarations.conditions import unmet
from caisse.declarations.dating import Filed, filed
from caisse.declarations.effect import Declared
from caisse.declarations.opened import LaterError, Opened, Outcome, Work
from caisse.declarations.proof import PATIENCE, disproved
from caisse.declarations.reasons import Reason
from caisse.declarations.services import SERVICES, Service
from caisse.declarations.telling import tell_made_before, tell_refused, tell_registered
from caisse.declarations.whom import family
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.guard import subject_of
from caisse.handlers.people import Insured, covered, insured_by_nir
from caisse.handlers.requests import Request, made_before, note_request
from caisse.parts import Parts
from caisse.store.alone import alone
from teleservices import reference
from teleservices.flow.context import Context
from teleservices.flow.model import Answers, Flow
from teleservices.flow.walk import walk
from teleservices.nir import Nir, NirFault, from_card
from teleservices.places.places import Places
from teleservices.wire.consultation import RequestState


@dataclass(frozen=True, repr=False)
class Case:
    """A declaration of somebody the caisse knows, under a flow that it knows.

    Attributes:
        filed: when.
        disproved: why it is not proved to be its insured's; None where it is.
        places: the lists that answers are checked with.
    """

    opened: Opened
    reference: reference.Reference
    nir: Nir
    filed: Filed
    service: Service
    flow: Flow
    disproved: Reason | None
    places: Places

    def request(self, insured: Insured) -> Request:
        """What is remembered of it, as long as nothing speaks against it."""
        return Request(
            insured_id=insured.person.id,
            reference=self.reference,
            service=self.flow.service,
            terminal=self.opened.terminal,
            filed_at=self.filed.at,
            received_at=self.opened.received_at,
            state=RequestState.REGISTERED,
        )


def judge(parts: Parts, opened: Opened) -> Work:
    """Find whose a declaration is, and check its proof.

    Nothing of the declaration itself has been done when this returns; a try at a password has been counted.

    Args:
        parts: the caisse's surroundings.
        opened: its seal and signature held; what is inside may be anything.

    Returns:
        the rest, to be run in the transaction that records its outcome: again when that is rolled back, never once it
        was committed.

    Raises:
        LaterError: it waits, for a password that may not be tried yet or for a caisse as new as its terminal.
        CrowdedError: too many hashes are wanted now.
        StoreBusyError: the database is away.
    """
    declaration, at = opened.declaration, parts.circumstances()
    nir, named = from_card(declaration.nir), reference.from_text(declaration.reference)
    service = SERVICES.get(declaration.service)
    flow = None if service is None else service.flows.get(declaration.revision)
    insured = None if isinstance(nir, NirFault) else parts.store.read(partial(insured_by_nir, nir=nir))
    if isinstance(nir, NirFault) or named is None or insured is None:
        return _unreadable
    if service is None or flow is None:
        if at.now - opened.received_at < PATIENCE:
            raise LaterError
        return _unreadable
    when = filed(opened)
    proof = disproved(parts, opened, insured, when)
    case = Case(opened, named, nir, when, service, flow, proof, parts.places)
    return partial(_settle, case=case, at=at)


def _unreadable(_connection: Connection) -> Outcome:
    return Outcome.UNREADABLE


def _settle(connection: Connection, case: Case, at: Circumstances) -> Outcome:
    insured = insured_by_nir(connection, case.nir)
    if insured is None:
        return Outcome.UNREADABLE
    # Two terminals' lanes may bring two declarations of one person at the same instant.
    alone(connection, subject_of(at.keys, case.nir))
    request = case.request(insured)
    declared = (
        case.disproved
        or unmet(connection, insured, case.opened.declaration, case.filed, at)
        or _walked(connection, case, insured, at)
    )
    if isinstance(declared, Reason):
        refused = replace(request, state=RequestState.REFUSED, reason=declared.value)
        note_request(connection, refused, at)
        tell_refused(connection, refused, declared, at)
        return Outcome.REFUSED
    request = replace(request, content_mac=_mac(request, declared.answers, at))
    first = made_before(connection, request)
    if first is not None:
        note_request(connection, replace(request, state=RequestState.ALREADY_REGISTERED), at)
        tell_made_before(connection, request, first, at)
        return Outcome.ALREADY_REGISTERED
    effect = case.service.apply(connection, declared, at)
    note_request(connection, request, at)
    tell_registered(connection, request, case.flow, effect, at)
    return Outcome.REGISTERED


def _walked(connection: Connection, case: Case, insured: Insured, at: Circumstances) -> Declared | Reason:
    people = family(at.keys, insured, covered(connection, insured))
    answers = people.resolved(case.opened.declaration.answers)
    if answers is None:
        return Reason.PERSON
    done = walk(case.flow, answers, Context(people.covered, case.places))
    # What is not understood here as it was at the terminal is not done by halves.
    if not done.complete or _told(done.answers) != _told(answers):
        return Reason.FORM
    return Declared(insured, people, done.answers, case.filed.at, case.places)


def _told(answers: Answers) -> dict[str, object]:
    """Answers as they compare: nobody chosen, in any order, is as good as not asked."""
    return {field: set(value) if isinstance(value, tuple) else value for field, value in answers.items() if value}


def _mac(request: Request, answers: Answers, at: Circumstances) -> bytes:
    """What stands for a declaration's content, the same however a terminal or a card named the people in it."""
    told = {field: sorted(value) if isinstance(value, tuple) else value for field, value in answers.items() if value}
    content = json.dumps(["declared", request.insured_id, request.service, told], sort_keys=True)
    return hmac.digest(at.keys.subjects, content.encode(), sha256)
