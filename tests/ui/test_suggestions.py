"""Typing, suggestion, choice: in the real window, under real touches, from the product's own list of places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from declaration_samples import COMMUNE, COUNTRY, PLACES, typed
from form_samples import ENGLISH_WORDS, STREET, WORDS
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from screen_samples import WARNED, WELCOME
from typist import Typist
from window_stand import CABINETS, Seen, Stand

from kiosk.session.intents import GoInstead, PickPlace
from kiosk.ui.screen import Screen
from kiosk.ui.sizes import Cabinet
from kiosk.ui.suggestions import MOST, PAUSE_S
from teleservices.flow.model import Place


def suggested(stand: Stand) -> list[Seen]:
    return [seen for seen in stand.buttons() if seen.item.objectName().startswith("suggestion-")]


def names(stand: Stand) -> list[str]:
    return [name_of(seen) for seen in suggested(stand)]


def name_of(seen: Seen) -> str:
    return str(QAccessible.queryAccessibleInterface(seen.item).text(QAccessible.Text.Name))


def write(stand: Stand, typist: Typist, text: str) -> None:
    typist.strike(*("space" if sign == " " else sign for sign in text))
    stand.search()
    stand.settle()


@contextmanager
def hearing(stand: Stand) -> Iterator[list[str]]:
    heard: list[str] = []
    stand.form.announced.connect(heard.append)
    yield heard
    stand.form.announced.disconnect(heard.append)


def page(name: str, screen: Screen = COMMUNE) -> Screen:
    return replace(screen, id=f"{screen.id}.{name}")


def test_what_is_typed_is_looked_for_and_the_touch_takes_it(stand: Stand) -> None:
    typist = Typist(stand, page("taken"))
    assert suggested(stand) == []
    write(stand, typist, "33000")
    assert names(stand)[0] == "33000 BORDEAUX, Gironde"
    stand.tap("suggestion-0")
    assert stand.intents == [PickPlace("commune", "33063:33000")]


def test_a_country_is_named_in_the_persons_language(stand: Stand) -> None:
    chrome = replace(COUNTRY.chrome, language="en")
    typist = Typist(stand, replace(page("english", COUNTRY), chrome=chrome, keyboard=ENGLISH_WORDS))
    write(stand, typist, "germ")
    assert names(stand) == ["Germany"]
    stand.tap("suggestion-0")
    assert stand.intents == [PickPlace("country", "DE")]


def test_a_double_touch_takes_it_once(stand: Stand) -> None:
    typist = Typist(stand, page("twice"))
    write(stand, typist, "33000")
    stand.tap("suggestion-0")
    stand.now += 2
    stand.tap("suggestion-0")
    assert len(stand.intents) == 1
    typist.strike("backspace", "0")
    stand.search()
    stand.settle()
    stand.tap("suggestion-0")
    assert len(stand.intents) == 2


def test_the_sign_is_drawn_before_anything_is_looked_for(stand: Stand) -> None:
    typist = Typist(stand, page("pause"))
    typist.strike("3", "3")
    assert stand.shown_in("commune") == "33"
    assert suggested(stand) == []
    assert [seconds for seconds, _ in stand.waiting] == [PAUSE_S]
    stand.search()
    stand.settle()
    assert suggested(stand)


def test_an_empty_field_suggests_nothing_at_once(stand: Stand) -> None:
    typist = Typist(stand, page("emptied"))
    write(stand, typist, "3")
    assert suggested(stand)
    typist.strike("backspace")
    stand.settle()
    assert suggested(stand) == []
    assert stand.waiting == []


def test_where_nothing_is_found_the_other_way_is_shown(stand: Stand) -> None:
    typist = Typist(stand, page("nothing"))
    with hearing(stand) as heard:
        write(stand, typist, "zyx")
    nothing = COMMUNE.fields[0].nothing
    assert suggested(stand) == []
    assert [seen for seen in stand.texts() if seen.item.property("text") == nothing]
    assert heard[-1] == nothing
    stand.tap("instead")
    assert stand.intents == [GoInstead()]


def test_how_many_there_are_is_said(stand: Stand) -> None:
    typist = Typist(stand, page("said"))
    with hearing(stand) as heard:
        write(stand, typist, "33")
        assert heard[-1] == WORDS.suggested.format(count=len(suggested(stand)))
        write(stand, typist, "000 bordeaux")
        assert heard[-1] == WORDS.suggested_one


def test_another_field_or_page_drops_them(stand: Stand) -> None:
    typist = Typist(stand, page("dropped"))
    write(stand, typist, "33")
    typist.strike("1")
    for screen in (STREET, page("dropped"), WELCOME):
        stand.show(screen)
        assert suggested(stand) == []
        assert stand.waiting == []
    assert stand.form.text == ""


def test_nothing_is_taken_under_the_idle_warning(stand: Stand) -> None:
    screen = page("warned")
    typist = Typist(stand, screen)
    write(stand, typist, "33000")
    place = stand.button("suggestion-0").shown.center()
    stand.show(replace(screen, warning=WARNED.warning))
    stand.press(place)
    stand.release(place)
    assert stand.intents == []


def test_a_plugged_in_keyboard_reaches_and_presses_them(stand: Stand) -> None:
    typist = Typist(stand, page("keys"))
    write(stand, typist, "33000")
    reached = []
    for _ in range(12):
        QTest.keyClick(stand.window.window, Qt.Key.Key_Tab)
        focused = stand.window.window.activeFocusItem()
        reached.append(focused.objectName())
        if focused.objectName() == "suggestion-0":
            break
    assert reached[-1] == "suggestion-0"
    QTest.keyClick(stand.window.window, Qt.Key.Key_Return)
    assert stand.intents == [PickPlace("commune", "33063:33000")]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("cabinet", CABINETS[:3], ids=lambda cabinet: cabinet.name)
def test_there_are_as_many_as_fit_between_field_and_keys(
    make_stand: Callable[[Cabinet], Stand], cabinet: Cabinet, scale: float
) -> None:
    stand = make_stand(cabinet)
    for screen in (COMMUNE, COUNTRY):
        stand.show(typed(screen, "b", f"fit.{scale}"), scale)
        shown = suggested(stand)
        found = PLACES.suggest(screen.fields[0].suggesting or Place.COMMUNE, "b", MOST, "fr")
        least = 1 if scale == 2.0 or (cabinet.width_mm < 220 and scale > 1.0) else 2
        assert least <= len(shown) <= len(found), f"{screen.id} at {scale}: {len(shown)}"
        assert not stand.has("page-down") or scale > 1.0
        box = stand.field(screen.fields[0].id)
        field = box.mapRectToScene(QRectF(0, 0, box.width(), box.height()))
        keys = [seen.whole for seen in stand.buttons() if seen.item.objectName().startswith("key-")]
        for seen in shown:
            assert seen.whole == seen.shown
            assert seen.whole.top() >= field.bottom()
            assert not any(seen.whole.intersects(key) for key in keys)
            assert seen.whole.height() / cabinet.px_per_mm >= 20.0
