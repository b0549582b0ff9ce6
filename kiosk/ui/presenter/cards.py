"""The screens before a visit: welcome, reading, and each card that opens nothing."""

from __future__ import annotations

from typing import assert_never

from kiosk.devices.card.outcomes import ReaderMissing
from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, Ready, Silent
from kiosk.session.devices import Devices
from kiosk.session.intents import ComeWithoutCard
from kiosk.session.states import CardRefused, Refusal
from kiosk.ui.presenter.queue import queue_actions, queue_notices
from kiosk.ui.presenter.words import Page, secondary
from kiosk.ui.screen import Action, Drawing, Line, Notice, Screen, ScreenKind, Tone


def welcome(page: Page) -> Screen:
    """The attract screen, or what to do where no card can be read."""
    if isinstance(page.situation.devices.reader, ReaderMissing):
        return Screen(
            id="reader.missing",
            kind=ScreenKind.MESSAGE,
            title=page.t("reader.missing.title"),
            lead=page.t("reader.missing.lead"),
            tone=Tone.WARNING,
            drawing=Drawing.READER_MISSING,
            hidden_door=True,
            actions=_without_card(page),
            chrome=page.chrome,
        )
    return Screen(
        id="welcome",
        kind=ScreenKind.WELCOME,
        title=page.t("welcome.title"),
        lead=page.t("welcome.lead"),
        drawing=Drawing.CARD_IN,
        hidden_door=True,
        notices=(*notices(page), *queue_notices(page)),
        lines=tuple(Line("", page.t(f"welcome.step.{step}")) for step in ("card", "choose", "paper")),
        actions=(*_without_card(page), *queue_actions(page)),
        chrome=page.chrome,
    )


def _without_card(page: Page) -> tuple[Action, ...]:
    """« Je n’ai pas ma carte »: without the caisse there is nothing that a NIR would open."""
    if page.situation.devices.link_up is False:
        return ()
    return (secondary(page, "without-card", "welcome.without_card", ComeWithoutCard(), "person"),)


def notices(page: Page) -> tuple[Notice, ...]:
    """What does not work now, said before it is needed."""
    printer = _printer(page.situation.devices)
    broken = (Notice(page.t(f"notice.{printer}")),) if printer else ()
    return (*link_notice(page), *broken)


def link_notice(page: Page) -> tuple[Notice, ...]:
    """That the caisse is out of reach."""
    return (Notice(page.t("notice.link_down")),) if page.situation.devices.link_up is False else ()


def _printer(devices: Devices) -> str:
    status = devices.printer
    match status:
        case None | Ready():
            return ""
        case NoPaper():
            return "no_paper"
        case CoverOpen():
            return "cover_open"
        case Faulty() | Disconnected() | Silent():
            return "printer"
        case _:
            assert_never(status)


def reading(page: Page) -> Screen:
    """The card is being read."""
    return Screen(
        id="reading",
        kind=ScreenKind.WAIT,
        title=page.t("reading.title"),
        lead=page.t("reading.lead"),
        drawing=Drawing.CARD_READING,
        chrome=page.chrome,
    )


_DRAWINGS = {
    Refusal.MUTE: Drawing.CARD_MUTE,
    Refusal.NOT_VITALE: Drawing.CARD_WRONG,
    Refusal.VITALE1: Drawing.CARD_OLD,
    Refusal.PROFESSIONAL: Drawing.CARD_WRONG,
    Refusal.MALFORMED: Drawing.CARD_MUTE,
    Refusal.PULLED: Drawing.CARD_IN,
    Refusal.UNKNOWN_INSURED: Drawing.CARD_OUT,
    Refusal.OTHER_REGIME: Drawing.CARD_OUT,
    Refusal.NO_LONGER_ACCEPTED: Drawing.CARD_OUT,
}


def card_refused(page: Page, state: CardRefused) -> Screen:
    """Why this card opens nothing, and what to do."""
    key = f"refused.{state.reason.value}"
    lead = page.t(f"{key}.named", regime=state.regime) if state.regime else page.t(f"{key}.lead")
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=lead,
        tone=Tone.WARNING,
        drawing=_DRAWINGS[state.reason],
        chrome=page.chrome,
    )
