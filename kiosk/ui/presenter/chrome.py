"""What surrounds every screen, and the idle warning over it."""

from __future__ import annotations

import math

from kiosk.session.at_door import AtDoor
from kiosk.session.intents import ChooseLanguage, Leave, ResizeText, Stay, ToggleContrast
from kiosk.session.maintaining import Maintaining
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.states import OwingCard, Printing, PrintTrouble, TakeDocument, visit_of
from kiosk.session.visit import Closed
from kiosk.ui.presenter.words import who
from kiosk.ui.screen import Action, Chrome, Emphasis, IdleWarning
from teleservices.texts.catalogue import Texts


def chrome(situation: Situation, texts: Texts, rules: Rules) -> Chrome:
    """The surroundings: who is here, the way out, the human way, and how to read the screen."""
    visit = visit_of(situation.state)
    present = visit is not None and not isinstance(visit.account, Closed)
    # These screens word their own way out, or have none while paper is moving.
    own_way_out = isinstance(situation.state, Printing | PrintTrouble | OwingCard | TakeDocument)
    workshop = isinstance(situation.state, AtDoor | Maintaining)
    preferences = situation.preferences
    contrast = "off" if preferences.contrast else "on"
    larger = preferences.text_step < len(rules.text_scales) - 1
    return Chrome(
        who=texts.t("maintenance.here") if workshop else who(visit, texts) if visit is not None and present else "",
        leave=_leave(texts.t("maintenance.leave" if workshop else "chrome.leave"))
        if workshop or (present and not own_way_out)
        else None,
        help=texts.t("maintenance.help" if workshop else "chrome.help"),
        languages=tuple(
            Action(f"language-{language}", texts.t(f"chrome.language.{language}"), ChooseLanguage(language))
            for language in rules.languages
        ),
        language=preferences.language,
        text_larger=Action("text-larger", texts.t("chrome.text_larger"), ResizeText(1), icon="text-larger")
        if larger
        else None,
        text_smaller=Action("text-smaller", texts.t("chrome.text_smaller"), ResizeText(-1), icon="text-smaller")
        if preferences.text_step
        else None,
        contrast=Action("contrast", texts.t(f"chrome.contrast.{contrast}"), ToggleContrast(), icon="contrast"),
        page_up=texts.t("chrome.page_up"),
        page_down=texts.t("chrome.page_down"),
        workshop=workshop,
    )


def _leave(label: str) -> Action:
    return Action("leave", label, Leave(), icon="leave")


def warning(situation: Situation, texts: Texts, rules: Rules, now: float) -> IdleWarning | None:
    """The idle warning while it is up."""
    warned_at = situation.attention.warned_at
    if warned_at is None:
        return None
    total = rules.timings.warning
    left = max(total - (now - warned_at), 0.0)
    workshop = isinstance(situation.state, AtDoor | Maintaining)
    return IdleWarning(
        title=texts.t("warning.title"),
        lead=texts.t("maintenance.warning" if workshop else "warning.lead"),
        seconds_left=math.ceil(left),
        seconds_total=math.ceil(total),
        actions=(
            Action("stay", texts.t("warning.stay"), Stay(), Emphasis.PRIMARY),
            Action("warning-leave", texts.t("warning.leave"), Leave()),
        ),
    )
