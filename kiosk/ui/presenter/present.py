"""One situation, one screen."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.session.at_door import AtDoor
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
from kiosk.session.maintaining import Maintaining
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.states import (
    Asking,
    CardRefused,
    ChoosingBeneficiary,
    ChoosingMentions,
    Collected,
    FetchFailed,
    Fetching,
    Filling,
    Goodbye,
    Home,
    OutOfService,
    OwingCard,
    Printing,
    PrintTrouble,
    Reading,
    RemoveCard,
    Summary,
    TakeDocument,
    Told,
    Welcome,
)
from kiosk.ui.presenter import (
    account,
    cards,
    consulting,
    declaring,
    filing,
    forms,
    maintenance,
    maintenance_door,
    pages,
    partings,
    prints,
    queue,
)
from kiosk.ui.presenter.chrome import chrome, warning
from kiosk.ui.presenter.keyboard import keyboard_words
from kiosk.ui.presenter.words import Page
from kiosk.ui.screen import Screen
from teleservices.texts.catalogue import Texts


def present(situation: Situation, texts: Texts, rules: Rules, now: float) -> Screen:
    """What the window shows.

    Args:
        situation: the session's.
        texts: of ``situation.preferences.language``.
        rules: the session's figures.
        now: seconds of the session's clock, for countdowns.
    """
    page = Page(situation, texts, rules, now, chrome(situation, texts, rules))
    screen = _screen(page)
    words = keyboard_words(texts) if screen.fields else None
    return replace(screen, keyboard=words, warning=warning(situation, texts, rules, now))


def _screen(page: Page) -> Screen:
    state = page.situation.state
    match state:
        case Welcome():
            return cards.welcome(page)
        case Reading():
            return cards.reading(page)
        case CardRefused():
            return cards.card_refused(page, state)
        case Home():
            return pages.home(page, state)
        case Filling():
            return forms.filling(page, state)
        case Asking():
            return account.asking(page, state)
        case Told():
            return account.told(page, state)
        case Summary():
            return pages.summary(page, state)
        case ChoosingBeneficiary():
            return pages.choosing_beneficiary(page, state)
        case ChoosingMentions():
            return pages.choosing_mentions(page, state)
        case Fetching():
            return pages.fetching(page)
        case FetchFailed():
            return pages.fetch_failed(page, state)
        case Declaring():
            return declaring.declaring(page, state)
        case Reviewing():
            return filing.reviewing(page, state)
        case Proving():
            return filing.proving(page, state)
        case Keeping():
            return filing.keeping(page)
        case NotKept():
            return filing.not_kept(page, state)
        case Consulting():
            return consulting.consulting(page)
        case ConsultFailed():
            return consulting.consult_failed(page, state)
        case Consulted():
            return consulting.consulted(page, state)
        case QueueShown():
            return queue.queue_shown(page)
        case Collected():
            return prints.collected(page, state)
        case Printing():
            return prints.printing(page, state)
        case PrintTrouble():
            return prints.print_trouble(page, state)
        case TakeDocument():
            return prints.take_document(page, state)
        case OwingCard():
            return prints.owing_card(page, state)
        case RemoveCard():
            return partings.remove_card(page, state)
        case Goodbye():
            return partings.goodbye(page, state)
        case OutOfService():
            return partings.out_of_service(page)
        case AtDoor():
            return maintenance_door.at_door(page, state)
        case Maintaining():
            return maintenance.maintaining(page, state)
        case _:
            assert_never(state)
