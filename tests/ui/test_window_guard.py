"""What must not get in or out: keys, shortcuts, closing, a hostile environment; what keyboards may do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from screen_samples import HOME, SUMMARY, WELCOME
from window_stand import Stand

from kiosk.session.intents import Confirm
from kiosk.ui.environment import clean_environment
from kiosk.ui.form import Form
from kiosk.ui.input_filter import InputFilter, allowed_key
from kiosk.ui.touch_watch import TouchWatch

NONE = Qt.KeyboardModifier.NoModifier
WORKING = {"Tab", "Backtab", "Return", "Enter", "Space", "Up", "Down", "Left", "Right"}


def test_only_keys_that_move_or_press_are_allowed() -> None:
    allowed = {key.name.removeprefix("Key_") for key in Qt.Key if allowed_key(key.value, NONE, repeated=False)}
    assert allowed == WORKING


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier]
)
def test_no_shortcut_passes(modifier: Qt.KeyboardModifier) -> None:
    assert not any(allowed_key(key.value, modifier, repeated=False) for key in Qt.Key)


def test_a_key_held_down_presses_once() -> None:
    assert not allowed_key(Qt.Key.Key_Return.value, NONE, repeated=True)


def test_letters_and_shortcuts_leave_the_screen_as_it_is(stand: Stand) -> None:
    stand.show(replace(HOME, id="home.keys"))
    before = stand.picture()
    for key in (Qt.Key.Key_A, Qt.Key.Key_F4, Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Menu):
        for modifier in (NONE, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(stand.window.window, key, modifier)
    assert stand.picture() == before
    assert stand.intents == []
    assert stand.window.window.isVisible()


def test_tab_and_enter_reach_and_press_the_main_button(stand: Stand) -> None:
    stand.show(replace(SUMMARY, id="summary.keys"))
    for _ in range(20):
        QTest.keyClick(stand.window.window, Qt.Key.Key_Tab)
        focused = stand.window.window.activeFocusItem()
        if focused.objectName() == "print":
            break
    plain = stand.picture()
    QTest.keyClick(stand.window.window, Qt.Key.Key_Tab)
    assert stand.picture() != plain
    QTest.keyClick(stand.window.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(stand.window.window, Qt.Key.Key_Return)
    assert stand.intents == [Confirm()]


def test_arrows_walk_through_the_buttons(stand: Stand) -> None:
    stand.show(replace(SUMMARY, id="summary.arrows"))
    names = []
    for _ in range(12):
        QTest.keyClick(stand.window.window, Qt.Key.Key_Down)
        names.append(stand.window.window.activeFocusItem().objectName())
    assert {"print", "change", "back", "leave"} <= set(names)


def test_the_focus_begins_at_the_title(stand: Stand) -> None:
    stand.show(replace(SUMMARY, id="summary.focus"))
    assert stand.window.window.activeFocusItem().property("text") == SUMMARY.title


def test_closing_is_refused(stand: Stand) -> None:
    stand.show(WELCOME)
    stand.window.window.close()
    assert stand.window.window.isVisible()


def test_drops_and_context_menus_are_swallowed(stand: Stand, qapp: QGuiApplication) -> None:
    stand.show(WELCOME)
    guard = InputFilter(Form(), list, TouchWatch(stand.cabinet, lambda: None, float), float)
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    drag = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, QMimeData(), Qt.MouseButton.LeftButton, NONE)
    assert guard.eventFilter(stand.window.window, menu)
    assert guard.eventFilter(stand.window.window, drag)
    assert not guard.eventFilter(stand.window.window, QEvent(QEvent.Type.UpdateRequest))


def test_the_environment_is_ours() -> None:
    environ = {
        "PATH": "/usr/bin",
        "QT_QPA_PLATFORM": "xcb",
        "QT_PLUGIN_PATH": "/tmp/evil",
        "QML2_IMPORT_PATH": "/tmp/evil",
        "QML_IMPORT_PATH": "/tmp/evil",
        "QT_LOGGING_RULES": "*=true",
        "QT_SCALE_FACTOR": "3",
        "QML_XHR_ALLOW_FILE_READ": "1",
        "QT_QUICK_BACKEND": "rhi",
        "SSLKEYLOGFILE": "/tmp/keys",
        "OPENSSL_CONF": "/tmp/evil.cnf",
        "REQUESTS_CA_BUNDLE": "/tmp/evil.pem",
        "https_proxy": "http://evil",
        "ALL_PROXY": "http://evil",
        "LD_PRELOAD": "/tmp/evil.so",
        "PYTHONPATH": "/tmp/evil",
        "GCONV_PATH": "/tmp/evil",
        "LIBGL_DRIVERS_PATH": "/tmp/evil",
        "__EGL_VENDOR_LIBRARY_FILENAMES": "/tmp/evil.json",
        "GTK_MODULES": "evil",
        "GIO_EXTRA_MODULES": "/tmp/evil",
    }
    clean_environment(environ)
    assert environ == {
        "PATH": "/usr/bin",
        "QT_QPA_PLATFORM": "xcb",
        "QT_QUICK_BACKEND": "software",
        "QSG_RENDER_LOOP": "basic",
        "QT_ENABLE_HIGHDPI_SCALING": "0",
    }


def test_an_unknown_platform_is_not_started() -> None:
    environ = {"QT_QPA_PLATFORM": "vnc:port=5900"}
    clean_environment(environ)
    assert "QT_QPA_PLATFORM" not in environ
