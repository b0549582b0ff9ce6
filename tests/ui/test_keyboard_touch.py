"""The keyboard in the real window, under real touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from form_samples import CODE, EMAIL, ENGLISH_WORDS, MESSAGE, NAME, NEW_PASSWORD, ONE_OF_EACH, PASSWORD, WORDS
from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible, QPointingDevice
from PySide6.QtTest import QTest
from screen_samples import WELCOME
from typist import Typist
from window_stand import CABINETS, Seen, Stand

from kiosk.ui.screen import Field, Screen
from kiosk.ui.sizes import Cabinet
from teleservices.alphabets import ALPHABETS, FieldKind

MakeStand = Callable[[Cabinet], Stand]


def of_kind(kind: FieldKind) -> Screen:
    screen = next(one for one in ONE_OF_EACH if any(field.kind is kind for field in one.fields))
    field = next(field for field in screen.fields if field.kind is kind)
    return replace(screen, id=f"form.only.{kind.value}", fields=(replace(field, value=""),))


def pages(typist: Typist) -> Iterator[dict[str, QPointF]]:
    """The keys of each page of the keyboard, small letters then capitals."""
    for _ in range(2 if "accents" in typist.places() else 1):
        yield typist.places()
        if "shift" in typist.places():
            typist.strike("shift", "shift")
            yield typist.places()
            typist.strike("shift")
        if "accents" in typist.places():
            typist.strike("accents")


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_key_touched_gives_the_alphabet_and_nothing_else(stand: Stand, kind: FieldKind) -> None:
    screen = of_kind(kind)
    typist = Typist(stand, screen)
    services = {"shift", "backspace", "order", "accents"}
    arrived: set[str] = set()
    for keys in pages(typist):
        for name, place in keys.items():
            if name in services:
                continue
            typist.touch(place)
            (value,) = typist.values().values()
            assert len(value) == 1, name
            arrived.add(value)
            typist.touch(keys["backspace"])
    assert arrived == set(ALPHABETS[kind].signs)
    assert set(typist.values().values()) == {""}


@pytest.mark.parametrize("kind", [FieldKind.PASSWORD, FieldKind.EMAIL, FieldKind.MESSAGE])
def test_the_order_abc_gives_the_same_letters(stand: Stand, kind: FieldKind) -> None:
    typist = Typist(stand, replace(of_kind(kind), id="form.abc"))
    azerty = typist.places()
    typist.strike("order")
    assert typist.places().keys() == azerty.keys()
    assert typist.places()["b"] == azerty["z"]
    typist.strike("a", "b", "z", "order")
    assert typist.places() == azerty
    assert list(typist.values().values()) == ["abz"]


def test_the_order_lasts_until_the_next_person(stand: Stand) -> None:
    typist = Typist(stand, NAME)
    typist.strike("order")
    abc = typist.places()
    assert Typist(stand, replace(NAME, id="form.next")).places() == abc
    stand.show(WELCOME)
    assert Typist(stand, NAME).places() != abc


def test_a_key_acts_when_pressed(stand: Stand) -> None:
    typist = Typist(stand, replace(EMAIL, id="form.press", fields=(Field("email", "E", FieldKind.EMAIL),)))
    place = typist.places()["k"]
    stand.press(place)
    assert stand.shown_in("email") == "k"
    stand.move(place + QPointF(0, -900))
    stand.release(place + QPointF(0, -900))
    assert typist.values() == {"email": "k"}


@pytest.mark.parametrize("first_up", [0, 1])
def test_two_thumbs_that_overlap_type_in_the_order_they_came(
    stand: Stand, touchscreen: QPointingDevice, first_up: int
) -> None:
    typist = Typist(stand, replace(PASSWORD, id=f"form.thumbs.{first_up}"))
    keys = typist.places()
    window = stand.window.window
    places = [keys["a"].toPoint(), keys["p"].toPoint()]
    QTest.touchEvent(window, touchscreen).press(0, places[0], window).commit()
    QTest.touchEvent(window, touchscreen).stationary(0).press(1, places[1], window).commit()
    last_up = 1 - first_up
    QTest.touchEvent(window, touchscreen).release(first_up, places[first_up], window).stationary(last_up).commit()
    QTest.touchEvent(window, touchscreen).release(last_up, places[last_up], window).commit()
    assert typist.values() == {"secret": "ap"}


def test_a_held_key_types_once(stand: Stand, qtbot: object) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.held"))
    place = typist.places()["q"]
    stand.press(place)
    QTest.qWait(700)
    stand.release(place)
    assert typist.values() == {"secret": "q"}


@pytest.mark.parametrize(
    ("scale", "contrasted", "after", "typed"),
    [
        (1.0, False, 0.05, "s"),
        (1.0, False, 0.1, "ss"),
        (1.5, False, 0.1, "s"),
        (1.0, True, 0.29, "s"),
        (1.5, True, 0.31, "ss"),
    ],
)
def test_a_double_strike_types_once(stand: Stand, scale: float, contrasted: bool, after: float, typed: str) -> None:
    screen = replace(PASSWORD, id=f"form.double.{scale}.{contrasted}.{after}")
    typist = Typist(stand, screen, scale)
    stand.show(screen, scale, contrasted=contrasted)
    place = typist.places()["s"]
    typist.touch(place)
    stand.now += after
    stand.press(place)
    stand.release(place)
    assert typist.values() == {"secret": typed}


TIMED = {
    "two strikes handled at once": ((100.0, 100.2), 0.001, "ss"),
    "a tremor handled late": ((100.0, 100.04), 5.0, "s"),
    "a display server that begins to count anew": ((4_294_967.2, 0.1), 0.001, "ss"),
    "two strikes that nobody stamped": ((0.0, 0.0), 0.1, "ss"),
    "a tremor that nobody stamped": ((0.0, 0.0), 0.05, "s"),
}


@pytest.mark.parametrize("case", TIMED)
def test_a_strike_is_timed_by_the_screen_that_saw_it(stand: Stand, case: str) -> None:
    """Whatever the machine has to do meanwhile."""
    stamps, handled_after, typed = TIMED[case]
    typist = Typist(stand, replace(PASSWORD, id=f"form.timed.{case}"))
    place = typist.places()["s"]
    for stand.stamp in stamps:
        stand.now += handled_after
        stand.press(place)
        stand.release(place)
    stand.stamp = None
    assert typist.values() == {"secret": typed}


def test_capitals_once_then_locked_then_none(stand: Stand) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.shift"))
    typist.strike("shift", "a", "a", "shift", "shift", "b", "b", "shift", "b")
    assert typist.values() == {"secret": "AaBBb"}


def looks(stand: Stand) -> tuple[set[str], str]:
    """The words and the icon of the key of capitals, and what it is called."""
    key = stand.button("key-shift")
    inside = [seen.item for seen in stand.seen() if key.whole.contains(seen.whole) and seen.item is not key.item]
    said = {str(value) for item in inside for value in (item.property("text"), item.property("name")) if value}
    return said, QAccessible.queryAccessibleInterface(key.item).text(QAccessible.Text.Name)


def test_capitals_are_seen_and_said(stand: Stand) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.shift.seen"))
    heard: list[str] = []
    stand.form.announced.connect(heard.append)
    states = [looks(stand)]
    for _ in range(2):
        typist.strike("shift")
        states.append(looks(stand))
    stand.form.announced.disconnect(heard.append)
    assert [words for words, _ in states] == [{"shift", "maj"}, {"shift-once", "Maj"}, {"shift-locked", "MAJ"}]
    assert len({name for _, name in states}) == 3
    assert heard == [name for _, name in states[1:]]


def test_a_masked_sign_leaves_no_trace_on_its_key(stand: Stand) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.discreet"))
    stand.rest()
    keys = [seen.whole.toAlignedRect() for seen in stand.buttons() if seen.item.objectName().startswith("key-")]
    before = stand.picture()
    place = typist.places()["t"]
    stand.press(place)
    during = stand.picture()
    stand.release(place)
    assert during != before
    assert all(during.copy(key) == before.copy(key) for key in keys)


def test_a_sign_in_clear_shows_on_its_key(stand: Stand) -> None:
    typist = Typist(stand, replace(EMAIL, id="form.shown"))
    stand.rest()
    key = stand.button("key-t").whole.toAlignedRect()
    before = stand.picture()
    place = typist.places()["t"]
    stand.press(place)
    during = stand.picture()
    stand.release(place)
    assert during.copy(key) != before.copy(key)


def test_what_is_typed_is_said_and_what_is_masked_is_counted(stand: Stand) -> None:
    heard: list[str] = []
    stand.form.announced.connect(heard.append)
    Typist(stand, replace(EMAIL, id="form.aloud")).strike("@")
    Typist(stand, replace(CODE, id="form.masked")).strike("4", "2", "backspace", "backspace", "backspace")
    stand.form.announced.disconnect(heard.append)
    assert heard == [
        "arobase",
        "Caractère 1 saisi",
        "Caractère 2 saisi",
        "Effacé, reste un caractère",
        "Rien n’est saisi",
    ]


def test_a_full_field_says_so(stand: Stand) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.full"))
    heard: list[str] = []
    stand.form.announced.connect(heard.append)
    typist.strike(*("abcde" * 5), "f")
    stand.form.announced.disconnect(heard.append)
    full = WORDS.full.format(count=25)
    assert heard[-1] == full
    assert any(seen.item.property("text") == full for seen in stand.texts())
    assert typist.values() == {"secret": "abcde" * 5}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("cabinet", CABINETS[:3], ids=lambda cabinet: cabinet.name)
def test_keys_are_large_and_apart(make_stand: MakeStand, cabinet: Cabinet, scale: float) -> None:
    stand = make_stand(cabinet)
    side, gap = (15.0, 2.0) if cabinet.width_mm < 230 else (20.0, 3.0)
    for screen in ONE_OF_EACH:
        stand.show(screen, scale)
        keys = [seen for seen in stand.buttons() if seen.item.objectName().startswith("key-")]
        assert keys
        for one in keys:
            least = min(one.whole.width(), one.whole.height()) / cabinet.px_per_mm
            assert least >= side, f"{screen.id}: {one.item.objectName()}: {least:.2f} mm"
            assert one.whole == one.shown
            assert one.whole.left() >= 0
            assert one.whole.right() <= cabinet.width_px
        for one, other in combinations(keys, 2):
            assert distance(one, other) / cabinet.px_per_mm >= gap


def distance(one: Seen, other: Seen) -> float:
    a, b = one.whole, other.whole
    return max(a.left() - b.right(), b.left() - a.right(), a.top() - b.bottom(), b.top() - a.bottom())


@pytest.mark.parametrize("words", [WORDS, ENGLISH_WORDS], ids=["fr", "en"])
def test_no_two_keys_of_a_page_have_the_same_name(stand: Stand, words: object) -> None:
    for screen in (*ONE_OF_EACH, NEW_PASSWORD):
        typist = Typist(stand, replace(screen, id=f"{screen.id}.named", keyboard=words))
        for _ in pages(typist):
            names = [
                QAccessible.queryAccessibleInterface(seen.item).text(QAccessible.Text.Name)
                for seen in stand.buttons()
                if seen.item.objectName().startswith("key-")
            ]
            assert all(names)
            assert len(set(names)) == len(names), screen.id


def test_a_screen_reader_can_press_a_key(stand: Stand) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.press_action"))
    key = QAccessible.queryAccessibleInterface(stand.button("key-£").item)
    for _ in range(2):
        key.actionInterface().doAction("Press")
    assert typist.values() == {"secret": "££"}


def test_the_keyboard_is_that_of_the_field(stand: Stand) -> None:
    typist = Typist(stand, replace(MESSAGE, id="form.two", fields=(*MESSAGE.fields, *CODE.fields)))
    assert "é" in typist.places()
    stand.touch_field("code")
    assert set(typist.places()) == {*"0123456789", "backspace"}
    typist.strike("7")
    assert typist.values() == {"message": "", "code": "7"}


def test_the_next_field_begins_in_small_letters(stand: Stand) -> None:
    typist = Typist(stand, replace(NEW_PASSWORD, id="form.small"))
    typist.strike("shift", "shift", "a")
    stand.touch_field("second")
    typist.strike("a")
    assert typist.values() == {"first": "A", "second": "a"}
