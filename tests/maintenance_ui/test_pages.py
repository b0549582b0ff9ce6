"""Each page of the maintenance menu has its screen, in both languages, marked as no public screen is."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from held import texts_in
from maintenance_samples import ENTRY, SURVEY
from maintenance_screens import DOORS, INSIDES, MAINTENANCE, screen_of
from session_walk import Walk

from kiosk.maintenance.findings import Grade
from kiosk.session import at_door
from kiosk.session import maintaining as pages
from kiosk.session.at_door import AtDoor, Door
from kiosk.session.card_trial import CardKind, CardTrial
from kiosk.session.intents import Leave
from kiosk.session.maintaining import Inside, Maintaining
from kiosk.tickets.finding_words import finding_words
from kiosk.ui.glyphs import glyph_path
from kiosk.ui.presenter.present import present
from kiosk.ui.screen import Screen, ScreenKind, Tone
from teleservices.texts.catalogue import LANGUAGES, read

WHOLE = (ScreenKind.TOUCH, ScreenKind.PLATE)
TEXTS = {language: read(language) for language in LANGUAGES}


def inside(page: Inside) -> Screen:
    return screen_of(Maintaining(ENTRY, page))


def test_every_door_and_page_is_among_the_samples() -> None:
    assert {type(door) for door in DOORS} == set(get_args(Door))
    assert {type(page) for page in INSIDES} == set(get_args(Inside))


@pytest.mark.parametrize("screen", MAINTENANCE, ids=lambda screen: screen.id)
def test_nobody_takes_it_for_the_public_screen(screen: Screen) -> None:
    chrome = screen.chrome
    assert chrome.workshop
    assert chrome.who == "Maintenance"
    assert "techniciens" in chrome.help
    assert chrome.leave is not None
    assert chrome.leave.intent == Leave()
    assert chrome.leave.label == "Quitter la maintenance"
    assert not screen.hidden_door


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "state",
    [*(AtDoor(door) for door in DOORS), *(Maintaining(ENTRY, page) for page in INSIDES)],
    ids=lambda state: type(state.door if isinstance(state, AtDoor) else state.inside).__name__,
)
def test_it_is_said_in_every_language(walk: Walk, state: AtDoor | Maintaining, language: str) -> None:
    situation = replace(walk.situation, state=state)
    screen = present(situation, TEXTS[language], walk.rules, walk.now)
    assert screen.title
    assert screen.kind in WHOLE or screen.lead or screen.lines or screen.fields


def test_every_icon_is_drawn() -> None:
    named = {tile.icon for screen in MAINTENANCE for tile in screen.tiles}
    named |= {action.icon for screen in MAINTENANCE for action in screen.actions}
    named |= {entry.icon for screen in MAINTENANCE for entry in screen.entries}
    assert {name for name in named - {""} if not glyph_path(name)} == set()


def test_every_failure_says_what_to_do() -> None:
    for screen in MAINTENANCE:
        if screen.tone in {Tone.WARNING, Tone.ERROR} and screen.kind is ScreenKind.MESSAGE:
            assert screen.lead
            assert screen.actions


def test_the_state_shows_the_worst_first_each_with_its_sign_its_word_and_what_to_do() -> None:
    screen = inside(pages.StatusShown(SURVEY))
    assert [entry.tone for entry in screen.entries] == [
        Tone.ERROR,
        Tone.WARNING,
        Tone.INFO,
        Tone.SUCCESS,
        Tone.SUCCESS,
    ]
    words = finding_words(SURVEY.findings[1], TEXTS["fr"])
    worst = screen.entries[0]
    assert (worst.note, worst.title) == (f"{words.label} · En panne", words.state)
    assert words.todo in worst.detail
    assert SURVEY.grade is Grade.FAULT
    assert screen.lead == "2\u00a0points demandent une intervention." or screen.lead.startswith("2 points")


def test_facts_are_told_with_their_names() -> None:
    disk = next(entry for entry in inside(pages.StatusShown(SURVEY)).entries if entry.id == "check-disk")
    assert "812 Mo" in disk.detail


def test_the_network_is_what_is_about_the_link() -> None:
    assert [entry.id for entry in inside(pages.NetworkShown(SURVEY)).entries] == ["check-link"]


@pytest.mark.parametrize("kind", CardKind)
def test_every_card_is_told(kind: CardKind) -> None:
    screen = inside(pages.CardTried(CardTrial(kind, 640)))
    assert "640\u00a0ms" in " ".join(texts_in(screen))


def test_untouched_cells_are_named_while_they_are_few() -> None:
    few = inside(pages.TouchTold(frozenset(range(88))))
    assert few.title == "3 cases n’ont rien senti"
    assert few.paragraphs == ("rangée 13, colonne 5 · rangée 13, colonne 6 · rangée 13, colonne 7",)
    assert inside(pages.TouchTold(frozenset(range(9)))).paragraphs == ()


def test_the_challenge_is_large_and_grouped_and_says_where_to_type_it() -> None:
    screen = screen_of(AtDoor(next(door for door in DOORS if isinstance(door, at_door.ChallengeForm))))
    assert screen.spelt is not None
    assert screen.spelt.shown == "4821\u00a00975"
    assert "accueil-1" in screen.spelt.label
    assert "https://caisse.example:8443/technician" in screen.lead
    assert "4821" not in screen.id


def test_another_challenge_is_another_screen() -> None:
    """What was typed for the one before must not stay in the field."""
    first, second = (screen_of(AtDoor(door)) for door in DOORS if isinstance(door, at_door.ChallengeForm))
    assert first.id != second.id
