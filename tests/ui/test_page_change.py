"""A new page fades in; one that follows another at once does not."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from screen_samples import HOME, SUMMARY
from window_stand import Stand


def veil(stand: Stand) -> QQuickItem:
    waiting = [stand.window.window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.objectName() == "veil":
            return item
        waiting += item.childItems()
    raise AssertionError("the window has no veil")


def when_settled(stand: Stand) -> None:
    stand.show(HOME)
    for _ in range(200):
        if not veil(stand).property("fresh"):
            return
        QTest.qWait(20)
    raise AssertionError("a page stays new for ever")


def test_a_page_fades_in(stand: Stand) -> None:
    when_settled(stand)
    stand.window.show_screen(replace(SUMMARY, id="summary.change"))
    assert veil(stand).isVisible()


def test_a_page_that_follows_at_once_does_not_fade(stand: Stand) -> None:
    when_settled(stand)
    stand.window.show_screen(replace(SUMMARY, id="summary.change"))
    assert veil(stand).isVisible()
    stand.window.show_screen(replace(HOME, id="home.change"))
    assert not veil(stand).isVisible()
