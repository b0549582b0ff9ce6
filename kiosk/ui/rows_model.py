"""Rows as a Qt model: one role per field, and only the rows that changed are drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from kiosk.ui.rows import Row

_FIRST_ROLE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()


class RowsModel(QAbstractListModel):
    """Read-only for QML; ``assign`` is Python's.

    Args:
        row_type: the dataclass whose fields are the roles.
        parent: the QObject that keeps the model alive.
    """

    def __init__(self, row_type: type[Row], parent: QObject) -> None:
        super().__init__(parent)
        self._names = tuple(field.name for field in fields(row_type))
        self._rows: tuple[Row, ...] = ()

    def assign(self, rows: Sequence[Row]) -> None:
        """Show ``rows``. With the same keys in the same order the buttons stay, and a finger on one stays on it."""
        new = tuple(rows)
        if [row.key for row in new] != [row.key for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        old, self._rows = self._rows, new
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                index = self.index(place)
                self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's: the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt's: the field that ``role`` stands for, None for a place or role that does not exist."""
        place, which = index.row(), role - _FIRST_ROLE
        if not 0 <= place < len(self._rows) or not 0 <= which < len(self._names):
            return None
        value: object = getattr(self._rows[place], self._names[which])
        return value

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's: the fields' names."""
        return {_FIRST_ROLE + which: QByteArray(name.encode()) for which, name in enumerate(self._names)}
