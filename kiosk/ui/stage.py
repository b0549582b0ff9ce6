"""The window itself, as QML sees it: whether it may close, and when it has first been drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Stage(QObject):
    """One per window, made by the QML engine."""

    closable_changed = Signal()
    drawn_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closable = False
        self._drawn = False
        self._on_drawn: Callable[[], None] | None = None

    def let_close(self) -> None:
        """From now on the window may be closed: the terminal is being stopped."""
        self._closable = True
        self.closable_changed.emit()

    def when_drawn(self, on_drawn: Callable[[], None]) -> None:
        """Call ``on_drawn`` once, on the Qt thread, when the first frame has been handed to the display."""
        self._on_drawn = on_drawn

    @Slot()
    def frame(self) -> None:
        """QML's: a frame was handed over."""
        if self._drawn:
            return
        self._drawn = True
        self.drawn_changed.emit()
        if self._on_drawn is not None:
            self._on_drawn()

    @Property(bool, notify=closable_changed)
    def closable(self) -> bool:
        """Whether a request to close is granted."""
        return self._closable

    @Property(bool, notify=drawn_changed)
    def drawn(self) -> bool:
        """Whether the first frame has been shown."""
        return self._drawn
