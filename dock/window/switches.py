"""Rows of two buttons: break something, mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QGroupBox, QPushButton, QWidget

from dock.commands import Command
from dock.window.wording import Switch


class SwitchesPanel(QGroupBox):
    """What can go wrong with a part.

    Args:
        title: the part.
        switches: its rows.
        do: sends a command to the dock.
    """

    def __init__(
        self, title: str, switches: Sequence[Switch], do: Callable[[Command], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._do = do
        grid = QGridLayout(self)
        for row, switch in enumerate(switches):
            grid.addWidget(self._button(switch.wrong, switch.break_it), row, 0)
            grid.addWidget(self._button(switch.right, switch.mend_it), row, 1)

    def _button(self, label: str, command: Command) -> QPushButton:
        button = QPushButton(label)
        button.clicked.connect(lambda: self._do(command))
        return button
