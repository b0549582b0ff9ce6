"""What the link thread tells."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.session import journal
from kiosk.session.account import on_account
from kiosk.session.arrive import Step, ask_account, refuse, with_account
from kiosk.session.consult import on_consulted
from kiosk.session.declaring import QueueShown
from kiosk.session.effects import EndVisit, Note, Prepare
from kiosk.session.prints import print_documents
from kiosk.session.rules import Rules
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Collected, FetchFailed, FetchFault, Fetching, Home, Parting, Refusal
from kiosk.session.visit import NoLink, Open, Opening
from kiosk.session.wipe import wipe
from kiosk.sync.answers import AttestationAnswer, NoAnswer, Refused, VisitAnswer
from kiosk.sync.events import (
    AccountAnswered,
    AttestationAnswered,
    ConsultationAnswered,
    LinkChanged,
    LinkEvent,
    VisitAnswered,
    VisitClosed,
)
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsAttestation
from teleservices.wire.visits import VisitOpened


def on_link(situation: Situation, event: LinkEvent, now: float, rules: Rules) -> Step:
    """The situation after a word of the link thread, and what is to be done."""
    match event:
        case LinkChanged(up, cause):
            return _changed(situation, up, cause.value if cause else None)
        case VisitAnswered(call, answer):
            return _visit(situation, call, answer, now)
        case AttestationAnswered(call, answer):
            return _attestation(situation, call, answer, now, rules)
        case AccountAnswered(call, answer):
            return on_account(situation, call, answer, now, rules)
        case ConsultationAnswered(call, answer):
            return on_consulted(situation, call, answer, now)
        case VisitClosed():
            return situation, ()
        case _:
            assert_never(event)


def _changed(situation: Situation, up: bool, cause: str | None) -> Step:
    note = Note(journal.LINK_CHANGED, {"up": up, "cause": cause})
    changed = replace(situation, devices=replace(situation.devices, link_up=up))
    state = changed.state
    if up and isinstance(state, Home) and isinstance(state.visit.account, NoLink):
        asked, effects = ask_account(changed, state.visit)
        return asked, (note, *effects)
    return changed, (note,)


_TURNED_AWAY = {
    Problem.UNKNOWN_INSURED: Refusal.UNKNOWN_INSURED,
    Problem.OTHER_REGIME: Refusal.OTHER_REGIME,
    Problem.CARD_REFUSED: Refusal.NO_LONGER_ACCEPTED,
}


def _visit(situation: Situation, call: str, answer: VisitAnswer, now: float) -> Step:
    state = situation.state
    visit = state.visit if isinstance(state, Home | QueueShown) else None
    if visit is None or visit.account != Opening(call):
        # The person has gone: the token that just came must not outlive them.
        return situation, (EndVisit(answer.token),) if isinstance(answer, VisitOpened) else ()
    match answer:
        case VisitOpened():
            note = Note(journal.ACCOUNT_OPEN, {"visit": visit.number, "level": answer.level.value})
            return with_account(situation, visit, Open(answer)), (note,)
        case Refused(problem, regime):
            note = Note(journal.ACCOUNT_REFUSED, {"visit": visit.number, "problem": problem.value})
            reason = _TURNED_AWAY.get(problem)
            if reason is None:
                return with_account(situation, visit, NoLink()), (note,)
            wiped, effects = wipe(situation, Parting.LEFT, now)
            turned, more = refuse(wiped, reason, now, regime or "")
            return turned, (note, *effects, *more)
        case NoAnswer(cause):
            note = Note(journal.ACCOUNT_NO_ANSWER, {"visit": visit.number, "cause": cause.value})
            return with_account(situation, visit, NoLink()), (note,)
        case _:
            assert_never(answer)


_FAULTS = {Problem.RIGHTS_CLOSED: FetchFault.RIGHTS_CLOSED, Problem.LEVEL: FetchFault.LEVEL}


def _attestation(situation: Situation, call: str, answer: AttestationAnswer, now: float, rules: Rules) -> Step:
    state = situation.state
    if not (isinstance(state, Fetching) and state.call == call):
        return situation, ()
    visit, service = state.visit, state.draft.service
    answered = replace(situation, attention=Attention(now))
    match answer:
        case RightsAttestation():
            ticket = rules.attestation(answer)
            given = replace(visit, documents=(*visit.documents, ticket))
            note = Note(journal.DOCUMENT_COLLECTED, {"visit": visit.number, "service": service})
            if visit.card is None:
                # No card to take back first: the paper comes at once.
                printing, effects = print_documents(answered, given, 0)
                return printing, (note, *effects)
            return replace(answered, state=Collected(given)), (note, Prepare(ticket))
        case Refused(problem):
            fault = _FAULTS.get(problem, FetchFault.OTHER)
            cause = problem.value
        case NoAnswer(reason):
            fault = FetchFault.NO_ANSWER
            cause = reason.value
        case _:
            assert_never(answer)
    note = Note(journal.DOCUMENT_FAILED, {"visit": visit.number, "service": service, "fault": cause})
    return replace(answered, state=FetchFailed(visit, state.draft, fault)), (note,)
