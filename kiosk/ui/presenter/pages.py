"""The screens of an open visit, up to the document."""

from __future__ import annotations

from typing import assert_never

from kiosk.session.intents import (
    AnotherService,
    ChangeRequest,
    ChooseService,
    Confirm,
    Continue,
    PickBeneficiary,
    Retry,
    StartSignIn,
)
from kiosk.session.intents import ToggleMention as Toggle
from kiosk.session.offers import Obstacle, Offer, may_sign_in, offers
from kiosk.session.states import ChoosingBeneficiary, ChoosingMentions, FetchFailed, Home, Summary
from kiosk.session.visit import Draft, NoLink, Visit
from kiosk.ui.presenter.cards import notices
from kiosk.ui.presenter.queue import queue_actions, queue_notices
from kiosk.ui.presenter.words import Page, back, named, primary, retry, secondary, who
from kiosk.ui.screen import Action, Drawing, Line, Notice, Option, Screen, ScreenKind, Tile, Tone
from teleservices.catalogue import by_id
from teleservices.catalogue.model import Nature
from teleservices.wire.visits import EmailState


def home(page: Page, state: Home) -> Screen:
    """The services this person may use now; those that cannot be used say why."""
    visit = state.visit
    return Screen(
        id="home",
        kind=ScreenKind.MENU,
        title=page.t("home.title", who=who(visit, page.texts)),
        lead=page.t("home.lead"),
        notices=_home_notices(page, visit),
        tiles=tuple(_tile(page, offer) for offer in offers(visit, page.situation.devices)),
        actions=_home_actions(page, visit),
        chrome=page.chrome,
    )


def _home_notices(page: Page, visit: Visit) -> tuple[Notice, ...]:
    unanswered = isinstance(visit.account, NoLink)
    silent = (Notice(page.t("home.no_answer")),) if unanswered else ()
    cut = page.situation.devices.link_up is False and not visit.identified
    alone = (Notice(page.t("home.no_sign_in")),) if unanswered or cut else ()
    count = len(visit.documents)
    ready = (Notice(page.counted("home.collected", count), Tone.SUCCESS),) if count else ()
    return (*silent, *alone, *_email_notice(page, visit), *ready, *queue_notices(page))


def _email_notice(page: Page, visit: Visit) -> tuple[Notice, ...]:
    """What is to be done about the account's e-mail address (000), until it is done."""
    account = visit.ameli
    if account is None:
        return ()
    if account.pending:
        return (Notice(page.t("home.email.pending", address=account.pending), Tone.INFO),)
    match account.email:
        case EmailState.CONFIRMED:
            return ()
        case EmailState.UNCONFIRMED | EmailState.SHARED | EmailState.MISSING:
            return (Notice(page.t(f"home.email.{account.email.value}")),)
        case _:
            assert_never(account.email)


def _home_actions(page: Page, visit: Visit) -> tuple[Action, ...]:
    if may_sign_in(visit, page.situation.devices):
        return (primary(page, "sign-in", "home.sign_in", StartSignIn(), "person"), *queue_actions(page))
    # While the link is down it comes back by itself; a caisse that answers badly is worth another try.
    can_retry = isinstance(visit.account, NoLink) and page.situation.devices.link_up is not False
    again = (secondary(page, "retry", "action.retry", Retry(), "retry"),) if can_retry else ()
    return (*again, *queue_actions(page))


def _tile(page: Page, offer: Offer) -> Tile:
    service = offer.service
    icon = "wait" if offer.obstacle is Obstacle.OPENING else service.icon
    return Tile(
        id=f"service-{service.id}",
        title=page.t(f"service.{service.id}.title"),
        detail=page.t(_detail(offer)),
        icon=icon,
        enabled=offer.open,
        intent=ChooseService(service.id),
    )


def _detail(offer: Offer) -> str:
    if offer.obstacle is None:
        return f"service.{offer.service.id}.detail"
    if offer.obstacle is Obstacle.NO_LINK and offer.service.nature is not Nature.DOCUMENT:
        return "obstacle.no_link_shown"
    return f"obstacle.{offer.obstacle.value}"


def summary(page: Page, state: Summary) -> Screen:
    """What will be printed, before it is asked for."""
    visit, draft = state.visit, state.draft
    chosen = next(one for one in visit.beneficiaries if one.id == draft.beneficiary)
    mentions = tuple(page.t(f"mention.{mention.value}") for mention in draft.mentions)
    return Screen(
        id="summary",
        kind=ScreenKind.SUMMARY,
        title=page.t("summary.title"),
        lead=page.t("summary.lead"),
        drawing=Drawing.DOCUMENT,
        notices=notices(page),
        lines=(
            Line(page.t("summary.for"), named(chosen, page.texts)),
            Line(page.t("summary.mentions"), ", ".join(mentions) or page.t("summary.no_mention")),
        ),
        actions=(
            primary(page, "print", "summary.print", Confirm(), "print"),
            secondary(page, "change", "summary.change", ChangeRequest(), "edit"),
            back(page),
        ),
        chrome=page.chrome,
    )


def choosing_beneficiary(page: Page, state: ChoosingBeneficiary) -> Screen:
    """For whom."""
    visit, draft = state.visit, state.draft
    return Screen(
        id="beneficiary",
        kind=ScreenKind.CHOICE,
        title=page.t("beneficiary.title"),
        step=page.t("step", step=1, steps=_steps(visit, draft)),
        notices=notices(page),
        options=tuple(
            Option(
                id=f"beneficiary-{one.id}",
                label=named(one, page.texts),
                detail=page.t("beneficiary.you" if one.insured else "beneficiary.dependant"),
                checked=one.id == draft.beneficiary,
                intent=PickBeneficiary(one.id),
            )
            for one in visit.beneficiaries
        ),
        actions=_onward(page),
        chrome=page.chrome,
    )


def choosing_mentions(page: Page, state: ChoosingMentions) -> Screen:
    """Which optional mentions."""
    draft = state.draft
    steps = _steps(state.visit, draft)
    return Screen(
        id="mentions",
        kind=ScreenKind.CHOICE,
        title=page.t("mentions.title"),
        lead=page.t("mentions.lead"),
        step=page.t("step", step=steps, steps=steps) if steps > 1 else "",
        notices=notices(page),
        multiple=True,
        options=tuple(
            Option(
                id=f"mention-{mention.value}",
                label=page.t(f"mention.{mention.value}"),
                detail=page.t(f"mention.{mention.value}.detail"),
                checked=mention in draft.mentions,
                intent=Toggle(mention),
            )
            for mention in by_id(draft.service).mentions
        ),
        actions=_onward(page),
        chrome=page.chrome,
    )


def _steps(visit: Visit, draft: Draft) -> int:
    return (len(visit.beneficiaries) > 1) + bool(by_id(draft.service).mentions)


def _onward(page: Page) -> tuple[Action, ...]:
    return (primary(page, "continue", "action.continue", Continue()), back(page))


def fetching(page: Page) -> Screen:
    """The caisse prepares the document."""
    return Screen(
        id="fetching",
        kind=ScreenKind.WAIT,
        title=page.t("fetching.title"),
        lead=page.t("fetching.lead"),
        drawing=Drawing.DOCUMENT,
        chrome=page.chrome,
    )


def fetch_failed(page: Page, state: FetchFailed) -> Screen:
    """No document: what was not done, what to do next."""
    key = f"fetch_failed.{state.fault.value}"
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.lead"),
        tone=Tone.WARNING,
        drawing=Drawing.LINK_DOWN,
        actions=(
            retry(page),
            secondary(page, "another", "action.services", AnotherService(), "services"),
        ),
        chrome=page.chrome,
    )
