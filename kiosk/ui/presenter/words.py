"""What the presenter's pages share: the texts, names, and the buttons used in several places."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.intents import AnotherService, Back, Intent, Leave, PrintNow, Retry
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.visit import Visit
from kiosk.ui.screen import Action, Chrome, Emphasis
from teleservices.texts.catalogue import Texts
from teleservices.wire.visits import Beneficiary


@dataclass(frozen=True)
class Page:
    """What each page function is given.

    Attributes:
        texts: of the person's language.
        chrome: already made, for every screen has it.
    """

    situation: Situation
    texts: Texts
    rules: Rules
    now: float
    chrome: Chrome

    def t(self, key: str, /, **args: str | int) -> str:
        """The sentence of a key."""
        return self.texts.t(key, **args)

    def counted(self, key: str, count: int, /, **args: str | int) -> str:
        """The sentence of ``key.one``, or of ``key.many`` with ``{count}``."""
        return self.t(f"{key}.one") if count == 1 else self.t(f"{key}.many", count=count, **args)


def who(visit: Visit, texts: Texts) -> str:
    """« MARIE D. »: the most that level ``card`` may show; empty while nobody has said who they are."""
    if not visit.first_name:
        return ""
    return texts.t("person.name", first_name=visit.first_name, initial=visit.initial)


def named(beneficiary: Beneficiary, texts: Texts) -> str:
    """The same for a beneficiary of the visit."""
    return texts.t("person.name", first_name=beneficiary.first_name, initial=beneficiary.initial)


def primary(page: Page, action: str, key: str, intent: Intent, icon: str = "") -> Action:
    """The screen's one main button."""
    return Action(action, page.t(key), intent, Emphasis.PRIMARY, icon)


def secondary(page: Page, action: str, key: str, intent: Intent, icon: str = "") -> Action:
    """Any other button."""
    return Action(action, page.t(key), intent, Emphasis.SECONDARY, icon)


def back(page: Page) -> Action:
    """« Retour »."""
    return secondary(page, "back", "action.back", Back(), "back")


def another(page: Page) -> Action:
    """« Faire une autre démarche »."""
    return secondary(page, "another", "action.another", AnotherService(), "services")


def print_now(page: Page) -> Action:
    """« Imprimer maintenant »."""
    return secondary(page, "print-now", "action.print_now", PrintNow(), "print")


def retry(page: Page) -> Action:
    """« Réessayer », as the main button."""
    return primary(page, "retry", "action.retry", Retry(), "retry")


def leave(page: Page, key: str) -> Action:
    """A way out worded for this screen."""
    return secondary(page, "leave", key, Leave(), "leave")
