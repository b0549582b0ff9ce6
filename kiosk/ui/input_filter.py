"""What may reach the screen besides touches: a few keys. All else that could be plugged in or pressed is swallowed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

_KEYS = frozenset(
    key.value
    for key in (
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
    )
)
_MODIFIERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_SWALLOWED = frozenset(
    {
        QEvent.Type.Shortcut,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.DragLeave,
        QEvent.Type.Drop,
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
    """Installed on the one window: keys, drops and gestures come through it; events of other objects cost nothing."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: True swallows the event."""
        kind = event.type()
        if kind in _KEY_EVENTS and isinstance(event, QKeyEvent):
            return not allowed_key(event.key(), event.modifiers(), repeated=event.isAutoRepeat())
        return kind in _SWALLOWED
