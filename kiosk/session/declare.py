"""Touches on the pages of a declaration: the flow's pages, the review, the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from kiosk.session.arrive import Step
from kiosk.session.declaring import (
    PASSWORD,
    REVIEW,
    Answered,
    Declaring,
    Keeping,
    NotKept,
    ProofFault,
    Proving,
    Reviewing,
)
from kiosk.session.intents import (
    AnotherService,
    Back,
    Change,
    Confirm,
    Continue,
    GoInstead,
    Intent,
    PickOption,
    PickPlace,
    Retry,
    Submit,
)
from kiosk.session.keep import file, may_retry
from kiosk.session.onward import at, home
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.visit import Visit
from kiosk.session.walking import context_of, flow_of
from teleservices.flow.answering import answer, go_instead, page_of, toggle
from teleservices.flow.model import ChoiceField, Field, Page, PeopleField, PlaceField, TextField, Value
from teleservices.flow.progress import following, previous
from teleservices.flow.walk import walk
from teleservices.password import SecretKind, secret_kind
from teleservices.wire.declarations import ByGrant, ByPassword

DeclarationState = Declaring | Reviewing | Proving | Keeping | NotKept


def on_declaration(situation: Situation, state: DeclarationState, intent: Intent, rules: Rules) -> Step:
    """The situation after a touch on a page of a declaration; an intent that it does not offer does nothing."""
    match state:
        case Declaring():
            return _on_page(situation, state, intent, rules)
        case Reviewing():
            return _on_review(situation, state, intent, rules)
        case Proving():
            return _on_proof(situation, state, intent, rules)
        case NotKept():
            return _on_failure(situation, state, intent, rules)
        case Keeping():
            return situation, ()
        case _:
            assert_never(state)


def _on_page(situation: Situation, state: Declaring, intent: Intent, rules: Rules) -> Step:
    page = page_of(flow_of(state.draft.service), state.page)
    match intent:
        case Submit(values):
            return _onward(situation, _answered(state, _typed(page, values)), rules)
        case Continue():
            return _onward(situation, state, rules)
        case PickOption(field, option):
            return _picked(situation, state, _field(page, field), option, rules)
        case PickPlace(field, key) if isinstance(_field(page, field), PlaceField):
            return _onward(situation, _answered(state, {field: key}), rules)
        case GoInstead() if page.instead is not None:
            flow = flow_of(state.draft.service)
            taken = replace(state.draft, given=go_instead(flow, state.draft.given, page.id))
            return _onward(situation, replace(state, draft=taken), rules)
        case Back(values):
            return _back(situation, _answered(state, _typed(page, values)), rules)
        case _:
            return situation, ()


def _typed(page: Page, values: tuple[tuple[str, str], ...]) -> Mapping[str, Value]:
    """Texts alone: what stands where a place is looked for is no answer."""
    texts = {field.id for field in page.fields if isinstance(field, TextField)}
    return {id_: text for id_, text in values if id_ in texts}


def _picked(situation: Situation, state: Declaring, field: Field | None, option: str, rules: Rules) -> Step:
    match field:
        case ChoiceField(id_, options) if option in options:
            return at(situation, _answered(state, {id_: option})), ()
        case PeopleField(id_):
            dependants = {person.key for person in context_of(state.visit, rules).dependants}
            if option in dependants:
                return at(situation, _answered(state, {id_: toggle(state.draft.given, id_, option)})), ()
            return situation, ()
        case _:
            return situation, ()


def _field(page: Page, field_id: str) -> Field | None:
    return next((field for field in page.fields if field.id == field_id), None)


def _answered(state: Declaring, values: Mapping[str, Value]) -> Declaring:
    if not values:
        # Nothing was answered: the page's other way, if it was taken, still is.
        return state
    given = answer(flow_of(state.draft.service), state.draft.given, state.page, values)
    return replace(state, draft=replace(state.draft, given=given), faults={})


def _onward(situation: Situation, state: Declaring, rules: Rules) -> Step:
    """To the page that follows, or nowhere while this one is in error; from a change, straight to what it opened."""
    flow, given, context = flow_of(state.draft.service), state.draft.given, context_of(state.visit, rules)
    walked = walk(flow, given, context)
    faults = next((stop.faults for stop in walked.stops if stop.page.id == state.page), {})
    if faults:
        return at(situation, replace(state, faults=faults)), ()
    if state.changing:
        there = REVIEW if walked.complete else walked.stops[-1].page.id
    else:
        there = following(flow, given, context, state.page)
    return at(situation, _page(state.visit, state.draft, there, changing=state.changing)), ()


def _back(situation: Situation, state: Declaring, rules: Rules) -> Step:
    flow, given, context = flow_of(state.draft.service), state.draft.given, context_of(state.visit, rules)
    if state.changing and walk(flow, given, context).complete:
        return at(situation, Reviewing(state.visit, state.draft)), ()
    before = previous(flow, given, context, state.page)
    if before is None:
        return home(situation, _keeping_draft(state.visit, state.draft))
    return at(situation, _page(state.visit, state.draft, before, changing=state.changing)), ()


def _page(visit: Visit, draft: Answered, page: str, *, changing: bool) -> Declaring | Reviewing:
    return Reviewing(visit, draft) if page == REVIEW else Declaring(visit, draft, page, changing)


def _keeping_draft(visit: Visit, draft: Answered) -> Visit:
    return replace(visit, drafts={**visit.drafts, draft.service: draft.given})


def _on_review(situation: Situation, state: Reviewing, intent: Intent, rules: Rules) -> Step:
    visit, draft = state.visit, state.draft
    flow, context = flow_of(draft.service), context_of(visit, rules)
    match intent:
        case Confirm():
            return _confirmed(situation, visit, draft, rules)
        case Change(page) if any(stop.page.id == page for stop in walk(flow, draft.given, context).stops):
            return at(situation, Declaring(visit, draft, page, changing=True)), ()
        case Back():
            before = previous(flow, draft.given, context, REVIEW)
            return at(situation, state if before is None else Declaring(visit, draft, before)), ()
        case _:
            return situation, ()


def _confirmed(situation: Situation, visit: Visit, draft: Answered, rules: Rules) -> Step:
    """Whoever proved to the caisse who they are has nothing more to type."""
    grant = visit.ameli.grant if visit.ameli is not None else ""
    if grant:
        return file(situation, visit, draft, ByGrant(grant), rules)
    return at(situation, Proving(visit, draft)), ()


def _on_proof(situation: Situation, state: Proving, intent: Intent, rules: Rules) -> Step:
    match intent:
        case Submit():
            return _proved(situation, state, intent.value(PASSWORD), rules)
        case Back():
            return at(situation, Reviewing(state.visit, state.draft)), ()
        case _:
            return situation, ()


def _proved(situation: Situation, state: Proving, password: str, rules: Rules) -> Step:
    if not password:
        return at(situation, replace(state, fault=ProofFault.EMPTY)), ()
    if secret_kind(password) is SecretKind.PROVISIONAL:
        return at(situation, replace(state, fault=ProofFault.PROVISIONAL)), ()
    return file(situation, state.visit, state.draft, ByPassword(password), rules)


def _on_failure(situation: Situation, state: NotKept, intent: Intent, rules: Rules) -> Step:
    match intent:
        case Retry() if may_retry(state):
            return _confirmed(situation, state.visit, state.draft, rules)
        case Back() | AnotherService():
            return home(situation, _keeping_draft(state.visit, state.draft))
        case _:
            return situation, ()
