"""The imitated panel: a real X server, real touches, the accessibility bus, and a page of a few controls."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from dock.cabinet import cabinet
from dock.client import DockClient
from dock.display.accessibility import AccessibilityBus
from dock.display.touch import Touch
from dock.display.xorg import Xorg
from dock.player.atspi import ScreenReader
from dock.player.gallery import Gallery
from dock.player.visitor import Panel, VisitError, Visitor
from dock.processes import Child

PAGE = Path(__file__).with_name("page.py")
NO_DOCK = cast("DockClient", None)
"""The page has no card, no printer and no network: the visitor only looks and touches."""


@pytest.fixture(scope="module")
def gallery(place: Path) -> Gallery:
    return Gallery(place / "out")


@pytest.fixture(scope="module")
def visitor(place: Path, gallery: Gallery) -> Iterator[Visitor]:
    model = cabinet("borne-21p")
    with ExitStack() as running:
        screen = Xorg(model, place)
        running.callback(screen.stop)
        bus = AccessibilityBus(place)
        running.callback(bus.stop)
        environment = os.environ | bus.environment | {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"}
        page = Child([sys.executable, str(PAGE)], place / "page.log", environment)
        running.callback(page.stop)
        touch = running.enter_context(Touch(screen.touch_socket, model))
        reader = running.enter_context(ScreenReader(bus.address))
        yield Visitor(Panel(model, screen.name, touch), reader, NO_DOCK, gallery, patience_s=20)


def test_a_screen_reader_finds_what_is_shown_and_nothing_else(visitor: Visitor) -> None:
    visitor.expect_title("Bonjour !")
    visitor.expect_text("Dire au revoir", "Jamais")
    assert "Secret" not in visitor.read()


def test_a_place_is_told_in_pixels_of_the_screen(visitor: Visitor) -> None:
    assert visitor.place_of("Dire au revoir") == (300, 800, 400, 120)


def test_a_picture_shows_the_whole_screen(visitor: Visitor, gallery: Gallery, place: Path) -> None:
    visitor.expect_title("Bonjour !")
    visitor.photograph("page")
    with Image.open(place / "out/screens/01-page.png") as picture:
        assert picture.size == (1080, 1920)
        assert picture.getpixel((5, 5)) == (255, 255, 255)
        assert len(picture.getcolors(1 << 16) or ()) > 2


def test_a_control_that_is_greyed_is_not_touched(visitor: Visitor) -> None:
    with pytest.raises(VisitError, match="Jamais"):
        impatient(visitor).touch("Jamais")


def test_what_does_not_come_is_told_with_what_is_there(visitor: Visitor) -> None:
    with pytest.raises(VisitError, match=r"Secret.*Dire au revoir"):
        impatient(visitor).expect_text("Secret")


def test_a_real_touch_presses_the_button(visitor: Visitor) -> None:
    visitor.touch("Dire au revoir")
    visitor.expect_title("Au revoir")
    assert "Bonjour !" not in visitor.read()


def test_a_text_is_typed_key_by_key_with_its_capitals(visitor: Visitor) -> None:
    visitor.type("aA1@Ee€a", into="Mot de passe")
    visitor.expect_text("Vous avez tapé aA1@Ee€a")


def test_a_sign_without_a_key_is_told(visitor: Visitor) -> None:
    with pytest.raises(VisitError, match="no key « z »"):
        impatient(visitor).type("z", into="Mot de passe")


def test_a_field_that_is_not_there_is_told(visitor: Visitor) -> None:
    with pytest.raises(VisitError, match="no field « Code »"):
        impatient(visitor).type("1", into="Code")


def test_a_field_that_takes_less_than_was_typed_is_told(visitor: Visitor) -> None:
    """The page still holds what the test before typed: ten signs are not one."""
    with pytest.raises(VisitError, match="does not take 1 signs"):
        impatient(visitor).type("1", into="Mot de passe")


def impatient(visitor: Visitor) -> Visitor:
    return visitor.with_patience(0.2)
