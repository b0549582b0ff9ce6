"""What a form takes from elsewhere than its keyboard: its field's signs (ESC-03, ESC-05, ESC-06, ESC-09, ESC-10)."""

from __future__ import annotations

import gc
from dataclasses import replace
from itertools import combinations

import pytest
from form_samples import EMAIL, MESSAGE, NAME, NEW_PASSWORD, NIR, PASSWORD
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from screen_samples import HOME, WARNED
from typist import Typist
from window_stand import Stand

from kiosk.session.intents import Intent, Submit
from kiosk.ui.screen import Screen
from teleservices.alphabets import ALPHABETS

Modifier = Qt.KeyboardModifier
PLAIN = Modifier.NoModifier
SHORTCUT = Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier
SINGLE = (
    Modifier.ShiftModifier,
    Modifier.ControlModifier,
    Modifier.AltModifier,
    Modifier.MetaModifier,
    Modifier.KeypadModifier,
    Modifier.GroupSwitchModifier,
)
MODIFIERS = (PLAIN, *SINGLE, *(one | other for one, other in combinations(SINGLE, 2)))
SENDING = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
MOVING = {
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}
MEANT = SENDING | MOVING | {Qt.Key.Key_Backspace}
"""What these do is tried for itself."""


def send(stand: Stand, key: Qt.Key, modifiers: Modifier, text: str, *, repeated: bool = False) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key.value, modifiers, text, repeated)
        QCoreApplication.sendEvent(stand.window.window, event)


def write(stand: Stand, text: str) -> None:
    """On a keyboard that is plugged in."""
    for sign in text:
        send(stand, Qt.Key.Key_unknown, PLAIN, sign)


def text_of(key: Qt.Key) -> str:
    return chr(key.value) if 0x20 <= key.value < 0x110000 else ""


def standing(stand: Stand) -> tuple[tuple[str, str], ...]:
    """What stands in the form, without touching anything."""
    return tuple(stand.form.send())


@pytest.mark.parametrize("screen", [PASSWORD, MESSAGE, NIR], ids=lambda screen: screen.id)
def test_every_key_with_every_modifier(stand: Stand, screen: Screen) -> None:
    screen = replace(screen, id="form.fuzz")
    stand.show(screen)
    arrived: set[str] = set()
    alphabet = ALPHABETS[screen.fields[0].kind]
    for modifiers in MODIFIERS:
        for key in Qt.Key:
            if key in MEANT:
                continue
            before = dict(standing(stand))[screen.fields[0].id]
            send(stand, key, modifiers, text_of(key))
            after = dict(standing(stand))[screen.fields[0].id]
            if modifiers & SHORTCUT:
                assert after == before, f"{key} with {modifiers}"
            arrived |= set(after.removeprefix(before))
            stand.form.erase()
            stand.form.go_to(screen.fields[0].id)
    assert arrived <= set(alphabet.signs)
    assert arrived
    assert stand.intents == []
    assert stand.window.window.isVisible()


def test_signs_that_a_french_keyboard_gives(stand: Stand) -> None:
    stand.show(replace(PASSWORD, id="form.plugged"))
    for sign, modifiers in (("a", PLAIN), ("A", Modifier.ShiftModifier), ("€", Modifier.GroupSwitchModifier)):
        send(stand, Qt.Key.Key_unknown, modifiers, sign)
    send(stand, Qt.Key.Key_unknown, PLAIN, "é")
    assert standing(stand) == (("secret", "aA€"),)


def test_a_plugged_in_keyboard_types_erases_moves_and_sends(stand: Stand) -> None:
    stand.show(replace(NEW_PASSWORD, id="form.plugged.two"))
    window = stand.window.window
    write(stand, "abc")
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    while window.activeFocusItem().objectName() != "second":
        QTest.keyClick(window, Qt.Key.Key_Tab)
    write(stand, "xy")
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert stand.intents == [Submit((("first", "ab"), ("second", "xy")))]


def test_nothing_of_a_form_is_kept_because_a_key_was_pressed_on_it(stand: Stand) -> None:
    """An object that Python keeps after its item is gone would be one more at each form, for ever."""
    stand.show(replace(PASSWORD, id="form.kept"))
    before = held_items()
    for _ in range(6):
        QTest.keyClick(stand.window.window, Qt.Key.Key_Tab)
        send(stand, Qt.Key.Key_Space, PLAIN, " ")
    assert held_items() == before


def held_items() -> int:
    """How many items of the screen Python holds."""
    gc.collect()
    return sum(isinstance(one, QQuickItem) for one in gc.get_objects())


def test_enter_on_a_button_presses_the_button(stand: Stand) -> None:
    stand.show(replace(PASSWORD, id="form.plugged.button"))
    window = stand.window.window
    while window.activeFocusItem().objectName() != "back":
        QTest.keyClick(window, Qt.Key.Key_Tab)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert [type(intent).__name__ for intent in stand.intents] == ["Back"]


def test_a_key_held_down_types_once(stand: Stand) -> None:
    stand.show(replace(PASSWORD, id="form.plugged.held"))
    send(stand, Qt.Key.Key_A, PLAIN, "a")
    for _ in range(5):
        send(stand, Qt.Key.Key_A, PLAIN, "a", repeated=True)
    assert standing(stand) == (("secret", "a"),)


def test_under_the_idle_warning_nothing_is_typed(stand: Stand) -> None:
    form = replace(EMAIL, id="form.warned")
    Typist(stand, form).strike("k")
    stand.show(replace(form, warning=WARNED.warning))
    write(stand, "zz")
    QTest.keyClick(stand.window.window, Qt.Key.Key_Backspace)
    stand.show(form)
    assert standing(stand) == (("email", "marie@exemple.frk"),)
    assert stand.intents == []


def test_away_from_forms_nothing_is_typed(stand: Stand) -> None:
    stand.show(HOME)
    write(stand, "abc")
    assert standing(stand) == ()


def everything(item: QQuickItem) -> list[QQuickItem]:
    return [item, *(inner for child in item.childItems() for inner in everything(child))]


def test_nothing_is_pasted_dropped_composed_or_undone(stand: Stand, qapp: QGuiApplication) -> None:
    stand.show(replace(EMAIL, id="form.pasted"))
    window = stand.window.window
    stand.touch_field("email")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("collé")
    for key, modifier in ((Qt.Key.Key_V, Modifier.ControlModifier), (Qt.Key.Key_Insert, Modifier.ShiftModifier)):
        QTest.keyClick(window, key, modifier)
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_Y):
        QTest.keyClick(window, key, Modifier.ControlModifier)
    for key in (Qt.Key.Key_Paste, Qt.Key.Key_Undo, Qt.Key.Key_Cut, Qt.Key.Key_Copy):
        send(stand, key, PLAIN, "")
    box = stand.field("email")
    middle = box.mapToScene(QPointF(box.width() / 2, box.height() / 2)).toPoint()
    for button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
        QTest.mouseClick(window, button, PLAIN, middle)
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, PLAIN, middle)
    data = QMimeData()
    data.setText("lâché")
    committed = QInputMethodEvent()
    committed.setCommitString("composé")
    for target in (window, *everything(window.contentItem())):
        QCoreApplication.sendEvent(target, QInputMethodEvent(committed))
    drop = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
    QCoreApplication.sendEvent(window, drop)
    assert standing(stand) == (("email", "marie@exemple.fr"),)
    assert clipboard.text() == "collé"
    assert stand.intents == []
    clipboard.clear()


def test_a_long_press_and_a_drag_open_and_move_nothing(stand: Stand) -> None:
    stand.show(replace(EMAIL, id="form.pressed"))
    stand.touch_field("email")
    stand.rest()
    before = stand.picture()
    box = stand.field("email")
    place = box.mapToScene(QPointF(30, box.height() / 2))
    stand.press(place)
    QTest.qWait(1200)
    assert stand.picture() == before
    stand.move(place + QPointF(300, 0))
    assert stand.picture() == before
    stand.release(place + QPointF(300, 0))
    assert stand.picture() == before


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "😀" * 50, "a\u202eb", "a\0b", "a\nb\r\t", "e\u0301" * 9, "<img src=file:///etc/passwd>&amp;"],
)
def test_hostile_text_harms_neither_field_nor_screen(stand: Stand, text: str) -> None:
    stand.show(replace(MESSAGE, id="form.hostile"))
    stand.form.insert(text)
    stand.settle()
    ((_, value),) = standing(stand)
    assert ALPHABETS[MESSAGE.fields[0].kind].admits(value)
    box = stand.field("message")
    places = box.mapRectToScene(box.boundingRect())
    assert places.bottom() <= stand.button("key-1").whole.top()
    assert places.width() <= stand.cabinet.width_px


def test_markup_is_shown_as_it_is(stand: Stand) -> None:
    markup = replace(
        NIR, id="form.markup", fields=(replace(NIR.fields[0], label="<b>NIR</b>", hint="<i>13</i>", error="<u>13</u>"),)
    )
    stand.show(markup)
    shown = {seen.item.property("text") for seen in stand.texts()}
    assert {"<b>NIR</b>", "<i>13</i>", "<u>13</u>"} <= shown


def test_values_in_clear_are_written_out(stand: Stand) -> None:
    stand.show(replace(NAME, id="form.clear"))
    assert stand.shown_in("name") == "bD’AURÉb"


def test_intents_of_a_form_do_not_print_what_was_typed() -> None:
    intent: Intent = Submit((("secret", "canari"),))
    assert "canari" not in repr(intent)


def test_the_window_keeps_its_size(stand: Stand) -> None:
    stand.show(replace(MESSAGE, id="form.size"))
    stand.form.insert("é" * 2000)
    stand.settle()
    size = stand.window.window.size()
    assert (size.width(), size.height()) == (stand.cabinet.width_px, stand.cabinet.height_px)
