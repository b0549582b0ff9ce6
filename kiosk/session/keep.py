"""From a declaration that is whole to its receipt: the outbox is asked once, and what it answers is said."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.session import journal
from kiosk.session.arrive import Step, at_welcome
from kiosk.session.declaring import Answered, Keeping, NotKept
from kiosk.session.effects import File, Note, Prepare
from kiosk.session.prints import print_documents
from kiosk.session.rules import Rules
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Parting, Told
from kiosk.session.told import Kept
from kiosk.session.visit import Closed, Visit
from kiosk.session.walking import context_of, flow_of
from kiosk.session.wipe import wipe
from kiosk.sync.filing import (
    AlreadyFiled,
    Filed,
    Filing,
    FilingEnded,
    FilingFault,
    FilingOutcome,
    FilingUnknown,
    NotFiled,
    OutboxChanged,
    OutboxEvent,
)
from kiosk.tickets.receipt import Receipt
from teleservices.flow.walk import walk
from teleservices.wire.declarations import ByPassword, CardShown, Proof


def file(situation: Situation, visit: Visit, draft: Answered, proof: Proof, rules: Rules) -> Step:
    """Have the outbox keep a declaration.

    Raises:
        ValueError: something is still missing, or nobody said whose declaration it is. A bug.
    """
    flow, nir, card = flow_of(draft.service), visit.nir, visit.card
    walked = walk(flow, draft.given, context_of(visit, rules))
    if nir is None or not walked.complete:
        raise ValueError("not ready to be filed")
    serial = situation.serial + 1
    call = f"call-{serial}"
    filing = Filing(
        visit=visit.number,
        service=draft.service,
        revision=flow.revision,
        nir=nir.full,
        card=None if card is None else CardShown(card.valid_from, card.digest),
        language=situation.preferences.language,
        proof=proof,
        answers=walked.answers,
    )
    state = Keeping(visit, draft, call, deferred_check=isinstance(proof, ByPassword))
    return replace(situation, serial=serial, state=state), (File(call, filing),)


def may_retry(state: NotKept) -> bool:
    """Whether asking again can help: a failed disk is out until the next start, and what nobody knows may stand."""
    return state.fault in {FilingFault.FULL, FilingFault.NO_KEYS} and not isinstance(state.visit.account, Closed)


def on_outbox(situation: Situation, event: OutboxEvent, now: float, rules: Rules) -> Step:
    """The situation after a word of the outbox's thread, and what is to be done."""
    match event:
        case OutboxChanged(state):
            return replace(situation, devices=replace(situation.devices, outbox=state)), ()
        case FilingEnded(call, outcome):
            return _ended(situation, call, outcome, now, rules)
        case _:
            assert_never(event)


def on_silence(situation: Situation, state: Keeping, now: float, rules: Rules) -> Step:
    """The outbox may take its time, not the whole day: after a while nobody knows."""
    if now - situation.attention.since < rules.timings.keeping:
        return situation, ()
    return _ended(situation, state.call, FilingUnknown(), now, rules)


def _ended(situation: Situation, call: str, outcome: FilingOutcome, now: float, rules: Rules) -> Step:
    state = situation.state
    if not (isinstance(state, Keeping) and state.call == call):
        return situation, ()
    seen = replace(situation, attention=Attention(now))
    note = Note(journal.DECLARATION_ENDED, {"visit": state.visit.number, "outcome": _name(outcome)})
    match outcome:
        case Filed() | AlreadyFiled():
            told, effects = _kept(seen, state, outcome, rules)
        case NotFiled(fault):
            told, effects = _not_kept(seen, state, fault, now)
        case FilingUnknown():
            told, effects = _not_kept(seen, state, None, now)
        case _:
            assert_never(outcome)
    return told, (note, *effects)


def _kept(situation: Situation, state: Keeping, outcome: Filed | AlreadyFiled, rules: Rules) -> Step:
    visit, service = state.visit, state.draft.service
    receipt = rules.receipt(
        Receipt(
            service=service,
            reference=outcome.reference,
            filed_at=outcome.filed_at,
            deferred_check=state.deferred_check,
            language=situation.preferences.language,
        )
    )
    drafts = {known: given for known, given in visit.drafts.items() if known != service}
    owed = replace(visit, documents=(*visit.documents, receipt), drafts=drafts)
    if isinstance(visit.account, Closed):
        # The card came out meanwhile: the paper is all that can still tell them.
        return print_documents(situation, owed, 0)
    kept = Kept(service, outcome.reference, isinstance(outcome, AlreadyFiled), state.deferred_check)
    return replace(situation, state=Told(owed, kept)), (Prepare(receipt),)


def _not_kept(situation: Situation, state: Keeping, fault: FilingFault | None, now: float) -> Step:
    if isinstance(state.visit.account, Closed) and situation.reading is not None:
        # The next person's card waits: what went wrong is not for their eyes.
        waiting = situation.reading
        wiped, effects = wipe(situation, Parting.CARD_OUT, now)
        begun, more = at_welcome(replace(wiped, reading=waiting), now)
        return begun, (*effects, *more)
    return replace(situation, state=NotKept(state.visit, state.draft, fault)), ()


def _name(outcome: FilingOutcome) -> str:
    match outcome:
        case Filed():
            return "kept"
        case AlreadyFiled():
            return "again"
        case NotFiled(fault):
            return fault.value
        case FilingUnknown():
            return "unknown"
        case _:
            assert_never(outcome)
