"""What may reach the screen besides touches: a few keys, and in a form the signs of its field. All else that could be
plugged in or pressed is swallowed. Whatever presses is timed by who saw it first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent, QKeyEvent, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from typing_extensions import override

from kiosk.ui.form import Form
from kiosk.ui.touch_watch import TouchWatch

_ENTER = frozenset({Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value})
_KEYS = _ENTER | frozenset(
    key.value
    for key in (
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Space,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
    )
)
_PRESSING = _ENTER | {Qt.Key.Key_Space.value}
_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
# With it a plugged-in French keyboard gives @ and €.
_TYPING = _MODIFIERS | Qt.KeyboardModifier.GroupSwitchModifier
_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_PRESSES = frozenset(
    {
        QEvent.Type.TouchBegin,
        # A finger that comes down beside another.
        QEvent.Type.TouchUpdate,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.KeyPress,
    }
)
_SWALLOWED = frozenset(
    {
        QEvent.Type.Shortcut,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.DragLeave,
        QEvent.Type.Drop,
        QEvent.Type.InputMethod,
        QEvent.Type.NativeGesture,
        QEvent.Type.Wheel,
    }
)


def allowed_key(key: int, modifiers: Qt.KeyboardModifier, *, repeated: bool) -> bool:
    """Whether the key moves the focus or presses a button: Tab, arrows, Enter, Space, with Shift or nothing.

    A key held down presses once (EN 301 549 5.7): repeats are not allowed.
    """
    return key in _KEYS and not modifiers & ~_MODIFIERS and not repeated


class InputFilter(QObject):
    """Installed on the one window: keys, drops and gestures come through it; events of other objects cost nothing.

    Args:
        form: takes what is typed.
        send: called when Enter is pressed in a form, but on a button, which it presses.
        touches: looks at every finger, and takes nothing of it.
        clock: seconds that only ever grow; times what comes without a stamp of its own.
    """

    def __init__(self, form: Form, send: Callable[[], None], touches: TouchWatch, clock: Callable[[], float]) -> None:
        super().__init__()
        self._form = form
        self._send = send
        self._touches = touches
        self._clock = clock
        self._pressed_at = float("-inf")

    def pressed_at(self) -> float:
        """When the finger or key being handled came down, in seconds since some moment: as the display server stamped
        it, so that a busy machine neither hastens nor delays it.
        """
        return self._pressed_at

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: True swallows the event."""
        kind = event.type()
        if kind in _PRESSES and isinstance(event, QInputEvent):
            self._pressed_at = event.timestamp() / 1000 or self._clock()
        if isinstance(event, QTouchEvent):
            self._touches.look(event)
        if kind not in _KEY_EVENTS or not isinstance(event, QKeyEvent):
            return kind in _SWALLOWED
        pressing = event.key() in _PRESSING and _on_button(watched)
        if self._form.takes and not pressing and self._typed(event):
            return True
        return not allowed_key(event.key(), event.modifiers(), repeated=event.isAutoRepeat())

    def _typed(self, event: QKeyEvent) -> bool:
        """Whether the key belongs to the form; its press types, its release is its own too."""
        if event.modifiers() & ~_TYPING or event.isAutoRepeat():
            return False
        pressed = event.type() is QEvent.Type.KeyPress
        text = event.text()
        if event.key() in _ENTER:
            deed: Callable[[], None] = self._send
        elif event.key() == Qt.Key.Key_Backspace.value:
            deed = self._form.erase
        elif text and text.isprintable():
            deed = partial(self._form.insert, text)
        else:
            return False
        if pressed:
            deed()
        return True


def _on_button(window: QObject) -> bool:
    # By its property: what activeFocusItem() returns would be kept for as long as the window, an item more each time.
    item = window.property("activeFocusItem") if isinstance(window, QQuickWindow) else None
    return isinstance(item, QQuickItem) and item.inherits("QQuickAbstractButton")
