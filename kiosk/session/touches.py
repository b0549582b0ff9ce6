"""What a touch does: state × intent. An intent that has no meaning in a state does nothing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices.card.outcomes import VitaleCard
from kiosk.devices.printer.status import NotPrinted
from kiosk.session import journal
from kiosk.session.arrive import Step, ask_account, without_card
from kiosk.session.at_door import AtDoor
from kiosk.session.consult import on_consultation
from kiosk.session.declare import on_declaration
from kiosk.session.declaring import (
    Consulted,
    ConsultFailed,
    Consulting,
    Declaring,
    Keeping,
    NotKept,
    Proving,
    QueueShown,
    Reviewing,
)
from kiosk.session.effects import AskAttestation, Note
from kiosk.session.forms import SecretForm
from kiosk.session.identify import on_form, on_told
from kiosk.session.intents import (
    AnotherService,
    Back,
    ChangeRequest,
    ChooseLanguage,
    ChooseService,
    ComeWithoutCard,
    Confirm,
    Continue,
    Intent,
    Knock,
    Leave,
    PickBeneficiary,
    PrintNow,
    ResizeText,
    Retry,
    ShowQueue,
    StartSignIn,
    ToggleContrast,
    ToggleMention,
)
from kiosk.session.maintaining import Maintaining
from kiosk.session.maintaining_door import knock, on_door
from kiosk.session.maintaining_inside import on_inside
from kiosk.session.maintaining_trail import leave
from kiosk.session.offers import may_sign_in
from kiosk.session.onward import choose, filling, home
from kiosk.session.prints import print_documents
from kiosk.session.queue import on_queue, show_queue
from kiosk.session.rules import Rules
from kiosk.session.situation import Attention, Preferences, Situation
from kiosk.session.states import (
    ChoosingBeneficiary,
    ChoosingMentions,
    Collected,
    FetchFailed,
    Fetching,
    Filling,
    Home,
    OwingCard,
    Parting,
    PrintTrouble,
    State,
    Summary,
    TakeDocument,
    Told,
    Welcome,
    visit_of,
)
from kiosk.session.visit import Draft, NoLink, Open, Visit
from kiosk.session.wipe import close_account, wipe
from teleservices.catalogue import by_id
from teleservices.wire.maintenance import Deed
from teleservices.wire.rights import Mention, RightsRequest


def on_touch(situation: Situation, intent: Intent, now: float, rules: Rules) -> Step:
    """The situation after a touch: the person is here, whatever they touched."""
    here = replace(situation, attention=Attention(now))
    preferences = _preferences(here.preferences, intent, rules)
    if preferences is not None:
        return replace(here, preferences=preferences), ()
    if isinstance(intent, Leave):
        return _leave(here, now)
    match here.state:
        case Filling() as state:
            return on_form(here, state, intent, now, rules)
        case Told() as state:
            return on_told(here, state, intent, rules)
        case Declaring() | Reviewing() | Proving() | Keeping() | NotKept() as state:
            return on_declaration(here, state, intent, rules)
        case Consulting() | ConsultFailed() | Consulted() as state:
            return on_consultation(here, state, intent)
        case QueueShown() as state:
            return on_queue(here, state, intent)
        case AtDoor() as state:
            return on_door(here, state, intent, now)
        case Maintaining() as state:
            return on_inside(here, state, intent, rules)
        case _:
            return _pages(here, intent, now, rules)


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


def _pages(situation: Situation, intent: Intent, now: float, rules: Rules) -> Step:
    def go(state: State) -> Step:
        return replace(situation, state=state), ()

    match situation.state, intent:
        case Welcome(), ComeWithoutCard() if situation.devices.link_up is not False and not situation.card_in:
            return without_card(situation, now)
        case Welcome(), Knock() if not situation.card_in:
            return knock(situation)
        case Home(visit), ChooseService(service):
            return choose(situation, visit, service, rules)
        case Welcome(), ShowQueue():
            return show_queue(situation, None)
        case Home(visit), ShowQueue():
            return show_queue(situation, visit)
        case Home(visit), StartSignIn() if may_sign_in(visit, situation.devices):
            return filling(situation, visit, SecretForm()), ()
        case Home(Visit(account=NoLink(), card=VitaleCard()) as visit), Retry():
            return ask_account(situation, visit)
        case Summary(visit), (Back() | AnotherService()):
            return home(situation, visit)
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
            return home(situation, visit)
        case ((Collected(visit) | OwingCard(visit)), PrintNow()):
            return print_documents(situation, visit, 0)
        case PrintTrouble(visit, done), Retry():
            return print_documents(situation, visit, done)
        case TakeDocument(Visit() as visit), AnotherService():
            return home(situation, visit)
        case _:
            return situation, ()


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
    if isinstance(state, AtDoor | Maintaining):
        return leave(situation, state, Deed.LEFT, now)
    visit = visit_of(state)
    if visit is None:
        return situation, ()
    match state:
        case PrintTrouble(end=NotPrinted()):
            return wipe(situation, Parting.NOT_PRINTED, now)
        case PrintTrouble() | OwingCard() | TakeDocument():
            return wipe(situation, Parting.LEFT, now)
        case Keeping():
            # A moment, and it cannot be called back.
            return situation, ()
        case _ if visit.documents and situation.card_in:
            leaving, effects = close_account(visit)
            return replace(situation, state=OwingCard(leaving)), effects
        case Home() | Told() if visit.documents:
            # Nobody's card is to be waited for.
            leaving, effects = close_account(visit)
            printing, more = print_documents(situation, leaving, 0)
            return printing, (*effects, *more)
        case _:
            return wipe(situation, Parting.LEFT, now)
