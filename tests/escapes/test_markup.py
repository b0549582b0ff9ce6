"""ESC-09: what the caisse sends is shown letter by letter, whatever it looks like."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declaration_samples import DECLARATIONS
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from screen_samples import SAMPLES
from window_stand import Stand

from kiosk.ui.screen import Entry, Notice, Screen

SAMPLES_BY_ID = {screen.id: screen for screen in (*SAMPLES, *DECLARATIONS)}
MARKUP = (
    "<b>gras</b>",
    "<img src='file:///etc/hostname' width='400' height='400'>",
    "<a href='https://exemple.test'>ici</a>",
    "&lt;i&gt;&#65;",
    "[ici](https://exemple.test) **gras**",
)


def is_plain(item: QQuickItem) -> bool:
    """Read as QML reads it: Python has no converter for QQuickText's enumeration."""
    return bool(QQmlExpression(QQmlEngine.contextForObject(item), item, "textFormat === 0").evaluate()[0])


def screens(text: str) -> tuple[Screen, ...]:
    """The places where something of the caisse's is shown."""
    told, listed, home = (SAMPLES_BY_ID[name] for name in ("messages.opened", "messages", "home"))
    return (
        replace(told, id="messages.markup", title=text, paragraphs=(text, "Ensuite")),
        replace(listed, id="listed.markup", entries=(Entry("message-0", text, text, text, "mail"),)),
        replace(home, id="home.markup", title=text, notices=(Notice(text),)),
    )


@pytest.mark.parametrize("text", MARKUP)
def test_markup_from_the_caisse_is_letters_like_others(stand: Stand, text: str) -> None:
    for screen in screens(text):
        stand.show(screen)
        found = [seen.item for seen in stand.texts() if seen.item.property("text") == text]
        assert found, screen.id
        assert all(is_plain(item) for item in found), screen.id
    assert stand.intents == []
