"""The idle warning as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton

from kiosk.ui.rows import ButtonRow
from kiosk.ui.rows_model import RowsModel
from kiosk.ui.screen import IdleWarning
from kiosk.ui.shown import AlertShown, changed_fields

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Alert(QObject):
    """One per window, made by the QML engine; its buttons are touched through ``Terminal.touch``."""

    shown_changed = Signal()
    title_changed = Signal()
    lead_changed = Signal()
    remaining_changed = Signal()
    total_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = AlertShown()
        self._actions = RowsModel(ButtonRow, self)

    def show(self, warning: IdleWarning | None) -> None:
        """Lay ``warning`` over the screen, or take it away. On the Qt thread only."""
        self._actions.assign([] if warning is None else [ButtonRow.of(action) for action in warning.actions])
        old, self._shown = self._shown, AlertShown.of(warning)
        for name in changed_fields(old, self._shown):
            getattr(self, f"{name}_changed").emit()

    @Property(bool, notify=shown_changed)
    def shown(self) -> bool:
        """Whether the warning lies over the screen."""
        return self._shown.shown

    @Property(str, notify=title_changed)
    def title(self) -> str:
        """Its heading."""
        return self._shown.title

    @Property(str, notify=lead_changed)
    def lead(self) -> str:
        """The sentence below."""
        return self._shown.lead

    @Property(int, notify=remaining_changed)
    def remaining(self) -> int:
        """Seconds left."""
        return self._shown.remaining

    @Property(int, notify=total_changed)
    def total(self) -> int:
        """Seconds the warning lasts in all; never 0."""
        return self._shown.total

    @Property(QObject, constant=True)
    def actions(self) -> QObject:
        """Rows of ``ButtonRow``."""
        return self._actions
