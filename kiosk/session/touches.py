"""What a touch does: state × intent. An intent that has no meaning in a state does nothing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices.printer.status import NotPrinted
from kiosk.session import journal
from kiosk.session.arrive import Step, ask_account
from kiosk.session.effects import AskAttestation, Note
from kiosk.session.intents import (
    AnotherService,
    Back,
    ChangeRequest,
    ChooseLanguage,
    ChooseService,
    Confirm,
    Continue,
    Intent,
    Leave,
    PickBeneficiary,
    PrintNow,
    ResizeText,
    Retry,
    ToggleContrast,
    ToggleMention,
)
from kiosk.session.offers import obstacle
from kiosk.session.prints import print_documents
from kiosk.session.rules import Rules
from kiosk.session.situation import Attention, Preferences, Situation
from kiosk.session.states import (
    ChoosingBeneficiary,
    ChoosingMentions,
    Collected,
    FetchFailed,
    Fetching,
    Home,
    OwingCard,
    Parting,
    PrintTrouble,
    State,
    Summary,
    TakeDocument,
    visit_of,
)
from kiosk.session.visit import Draft, NoLink, Open, Visit
from kiosk.session.wipe import close_account, wipe
from teleservices.catalogue import by_id
from teleservices.wire.rights import Mention, RightsRequest


def on_touch(situation: Situation, intent: Intent, now: float, rules: Rules) -> Step:
    """The situation after a touch: the person is here, whatever they touched."""
    here = replace(situation, attention=Attention(now))
    preferences = _preferences(here.preferences, intent, rules)
    if preferences is not None:
        return replace(here, preferences=preferences), ()
    if isinstance(intent, Leave):
        return _leave(here, now)
    return _pages(here, intent)


def _preferences(now: Preferences, intent: Intent, rules: Rules) -> Preferences | None:
    match intent:
        case ChooseLanguage(language) if language in rules.languages:
            return replace(now, language=language)
        case ResizeText(steps):
            last = len(rules.text_scales) - 1
            return replace(now, text_step=min(max(now.text_step + steps, 0), last))
        case ToggleContrast():
            return replace(now, contrast=not now.contrast)
        case _:
            return None


def _pages(situation: Situation, intent: Intent) -> Step:
    def go(state: State) -> Step:
        return replace(situation, state=state), ()

    match situation.state, intent:
        case Home(visit), ChooseService(service):
            return _choose(situation, visit, service)
        case Home(Visit(account=NoLink()) as visit), Retry():
            return ask_account(situation, visit)
        case Summary(visit), (Back() | AnotherService()):
            return go(Home(visit))
        case Summary(visit, draft), ChangeRequest():
            alone = len(visit.beneficiaries) < 2
            return go(ChoosingMentions(visit, draft) if alone else ChoosingBeneficiary(visit, draft))
        case Summary(visit, draft), Confirm():
            return _fetch(situation, visit, draft)
        case ChoosingBeneficiary(visit, draft), PickBeneficiary(beneficiary):
            known = any(one.id == beneficiary for one in visit.beneficiaries)
            return (
                go(ChoosingBeneficiary(visit, replace(draft, beneficiary=beneficiary)))
                if known
                else go(situation.state)
            )
        case ChoosingBeneficiary(visit, draft), Continue():
            return go(ChoosingMentions(visit, draft) if by_id(draft.service).mentions else Summary(visit, draft))
        case ChoosingBeneficiary(visit, draft), Back():
            return go(Summary(visit, draft))
        case ChoosingMentions(visit, draft), ToggleMention(mention):
            return go(ChoosingMentions(visit, _toggled(draft, mention)))
        case ChoosingMentions(visit, draft), Continue():
            return go(Summary(visit, draft))
        case ChoosingMentions(visit, draft), Back():
            return go(Summary(visit, draft) if len(visit.beneficiaries) < 2 else ChoosingBeneficiary(visit, draft))
        case FetchFailed(visit, draft), Retry():
            return _fetch(situation, visit, draft)
        case FetchFailed(visit, draft), Back():
            return go(Summary(visit, draft))
        case ((FetchFailed(visit) | Collected(visit)), AnotherService()):
            return go(Home(visit))
        case ((Collected(visit) | OwingCard(visit)), PrintNow()):
            return print_documents(situation, visit, 0)
        case PrintTrouble(visit, done), Retry():
            return print_documents(situation, visit, done)
        case TakeDocument(Visit() as visit), AnotherService():
            return go(Home(visit))
        case _:
            return situation, ()


def _choose(situation: Situation, visit: Visit, service: str) -> Step:
    if not visit.beneficiaries or obstacle(by_id(service), visit, situation.devices) is not None:
        return situation, ()
    return replace(situation, state=Summary(visit, Draft(service, visit.beneficiaries[0].id))), ()


def _toggled(draft: Draft, mention: Mention) -> Draft:
    ticked = set(draft.mentions) ^ {mention}
    return replace(draft, mentions=tuple(one for one in by_id(draft.service).mentions if one in ticked))


def _fetch(situation: Situation, visit: Visit, draft: Draft) -> Step:
    if not isinstance(visit.account, Open):
        return situation, ()
    serial = situation.serial + 1
    call = f"call-{serial}"
    request = RightsRequest(draft.beneficiary, draft.mentions)
    asked = replace(situation, serial=serial, state=Fetching(visit, draft, call))
    return asked, (
        Note(journal.DOCUMENT_ASKED, {"visit": visit.number, "service": draft.service}),
        AskAttestation(call, visit.account.answer.token, request),
    )


def _leave(situation: Situation, now: float) -> Step:
    state = situation.state
    visit = visit_of(state)
    if visit is None:
        return situation, ()
    match state:
        case PrintTrouble(end=NotPrinted()):
            return wipe(situation, Parting.NOT_PRINTED, now)
        case PrintTrouble() | OwingCard() | TakeDocument():
            return wipe(situation, Parting.LEFT, now)
        case _ if visit.documents and situation.card_in:
            leaving, effects = close_account(visit)
            return replace(situation, state=OwingCard(leaving)), effects
        case _:
            return wipe(situation, Parting.LEFT, now)
