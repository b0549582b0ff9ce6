"""What was typed is nowhere once its screen has gone (ESC-16, SEC-22), and a masked sign is never in clear (ACC-07)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from form_samples import EMAIL, NEW_PASSWORD, PASSWORD
from PySide6.QtCore import QAbstractItemModel, QMetaObject, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow
from screen_samples import HOME, WELCOME
from shiboken6 import Shiboken
from typist import Typist
from window_stand import Stand

from kiosk.ui.screen import Screen

TYPED = "zyxwvutsr"
"""Typed by touch, sign after sign; looked for in whole."""


def text_properties(one: QObject) -> list[str]:
    """Names of what may hold a text."""
    meta = one.metaObject()
    declared = [meta.property(place) for place in range(meta.propertyCount())]
    names = [each.name() for each in declared if each.typeName() in ("QString", "QVariant", "QUrl")]
    if meta is not type(one).staticMetaObject:
        # Qt frees a QML type with its engine and tells no wrapper: the next object at that address would be taken for
        # the type (pyside/Shiboken#74).
        Shiboken.invalidate(meta)
    return names


def qt_texts(root: QObject) -> Iterator[str]:
    """Every text that any property of any object below ``root`` holds, and every row of its models."""
    # Kept, for a wrapper that goes leaves its id to another.
    met: dict[int, QObject] = {}
    waiting: list[QObject] = [root]
    while waiting:
        one = waiting.pop()
        if id(one) in met:
            continue
        met[id(one)] = one
        waiting += one.children()
        if isinstance(one, QQuickWindow):
            waiting.append(one.contentItem())
        if isinstance(one, QQuickItem):
            waiting += one.childItems()
        for name in text_properties(one):
            yield str(one.property(name))
        if isinstance(one, QAbstractItemModel):
            for row in range(one.rowCount()):
                yield from (str(one.data(one.index(row, 0), role)) for role in one.roleNames())


def python_texts(root: object) -> Iterator[str]:
    """Every text that our own objects hold, however deep."""
    met: dict[int, object] = {}
    waiting: list[object] = [root]
    while waiting:
        one = waiting.pop()
        if id(one) in met:
            continue
        met[id(one)] = one
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif is_dataclass(one) and not isinstance(one, type):
            waiting += [getattr(one, field.name) for field in fields(one)]
        elif type(one).__module__.startswith("kiosk.") and hasattr(one, "__dict__"):
            waiting += vars(one).values()


def accessible_texts(interface: QAccessibleInterface) -> Iterator[str]:
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield interface.text(kind)
    text = interface.textInterface()
    if text is not None:
        yield text.text(0, text.characterCount())
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            yield from accessible_texts(child)


def found(stand: Stand) -> bool:
    engine_side = [stand.window.window, stand.form]
    texts = [text for root in engine_side for text in qt_texts(root)]
    return any(TYPED in text for text in (*texts, *python_texts(stand.window)))


def read_aloud(stand: Stand) -> bool:
    root = QAccessible.queryAccessibleInterface(stand.window.window)
    return any(TYPED in text for text in accessible_texts(root))


@pytest.mark.parametrize("screen", [EMAIL, PASSWORD, NEW_PASSWORD], ids=lambda screen: screen.id)
@pytest.mark.parametrize("after", [HOME, WELCOME, EMAIL], ids=lambda screen: screen.id)
def test_the_next_screen_finds_nothing_of_what_was_typed(stand: Stand, screen: Screen, after: Screen) -> None:
    Typist(stand, replace(screen, id=f"form.canary.{after.id}")).strike(*TYPED)
    assert found(stand)
    stand.intents.clear()
    stand.show(after)
    assert not found(stand)
    stand.show(replace(screen, id=f"form.canary.{after.id}"))
    assert not found(stand)


def test_a_field_that_is_shown_is_found_by_the_search_of_items(stand: Stand) -> None:
    Typist(stand, replace(EMAIL, id="form.canary.items", fields=(replace(EMAIL.fields[0], value=""),))).strike(*TYPED)
    assert any(TYPED in text for text in qt_texts(stand.window.window))
    assert read_aloud(stand)


def test_the_search_of_items_leaves_no_type_behind(stand: Stand) -> None:
    """A type that QML made is freed before its wrapper would be."""

    def wrapped() -> set[tuple[int, ...]]:
        living = Shiboken.getAllValidWrappers()
        return {Shiboken.getCppPointer(one) for one in living if isinstance(one, QMetaObject)}

    stand.show(EMAIL)
    before = wrapped()
    assert any(text == EMAIL.title for text in qt_texts(stand.window.window))
    assert wrapped() <= before


def test_a_masked_field_is_in_no_item_and_never_read_aloud(stand: Stand) -> None:
    Typist(stand, replace(PASSWORD, id="form.canary.masked")).strike(*TYPED)
    assert not any(TYPED in text for text in qt_texts(stand.window.window))
    assert not read_aloud(stand)


def test_a_masked_field_is_not_read_aloud_while_it_shows(stand: Stand) -> None:
    Typist(stand, replace(PASSWORD, id="form.canary.revealed")).strike(*TYPED)
    stand.tap("reveal-secret")
    assert stand.shown_in("secret") == TYPED
    assert not read_aloud(stand)


def test_nothing_typed_is_in_a_repr(stand: Stand) -> None:
    Typist(stand, replace(EMAIL, id="form.canary.repr")).strike(*TYPED)
    stand.tap("submit")
    assert TYPED not in repr(stand.intents)
    assert TYPED not in repr(stand.form)
