"""Icons and fonts are there, whole, and with their licences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QRawFont

from kiosk.ui.glyphs import ICONS, glyph_path
from teleservices.catalogue import CATALOGUE

UI = ICONS.parent
NAMED = re.compile(r'(?:icon|glyph|sign|name)[=:] ?"([a-z-]+)"')
FRENCH = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿ«»’…€–—−\u00a0ŁłŞş"


def test_every_icon_has_an_outline() -> None:
    for file in ICONS.glob("*.svg"):
        assert glyph_path(file.stem).startswith(("M", "m")), file.name


@pytest.mark.parametrize("name", ["", "no-such-icon", "../fonts/OFL", "a/b"])
def test_a_name_that_is_none_draws_nothing(name: str) -> None:
    assert glyph_path(name) == ""


def test_icons_named_in_qml_and_catalogue_exist() -> None:
    named = {name for file in (UI / "qml/Borne/Controls").glob("*.qml") for name in NAMED.findall(file.read_text())}
    assert named
    assert {name for name in named | {service.icon for service in CATALOGUE} if not glyph_path(name)} == set()


@pytest.mark.parametrize("weight", [400, 700])
def test_fonts_write_french_and_its_neighbours(qapp: QGuiApplication, weight: int) -> None:
    font = QRawFont(str(UI / f"fonts/atkinson-hyperlegible-next-{weight}.woff2"), 100)
    assert [sign for sign in FRENCH if not font.supportsCharacter(ord(sign))] == []
    assert font.capHeight() == pytest.approx(66.8, abs=0.5)


@pytest.mark.parametrize("licence", ["fonts/OFL.txt", "icons/LICENSE.txt"])
def test_licences_come_along(licence: str) -> None:
    assert Path(UI, licence).stat().st_size > 1000
