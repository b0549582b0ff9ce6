"""The cast's cards: choose one, read its story, put it in, take it out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dock.cast import Cast
from dock.commands import CardInsert, CardRemove, CardSwap, Command
from dock.window.wording import DAMAGES, title

_KEY = Qt.ItemDataRole.UserRole


class CardsPanel(QGroupBox):
    """Cards of the cast.

    Args:
        cast: whose cards.
        do: sends a command to the dock.
    """

    def __init__(self, cast: Cast, do: Callable[[Command], None], parent: QWidget | None = None) -> None:
        super().__init__("Cartes", parent)
        self._cast = cast
        self._do = do
        self._list = QListWidget()
        self._story = QLabel(wordWrap=True)
        self._story.setTextFormat(Qt.TextFormat.PlainText)
        self._damage = QComboBox()
        self._slot = QLabel()
        for key in (*cast.people, *cast.odd_cards):
            item = QListWidgetItem(title(cast.card(key)))
            item.setData(_KEY, key)
            self._list.addItem(item)
        for label, damage in DAMAGES:
            self._damage.addItem(label, damage)
        self._list.currentItemChanged.connect(self._tell_story)
        self._list.itemDoubleClicked.connect(lambda _item: self._insert())
        self._lay_out()
        self._list.setCurrentRow(0)

    def show_slot(self, card: str) -> None:
        """Say which card is in; empty: none."""
        self._slot.setText(f"Dans le lecteur : {title(self._cast.card(card))}" if card else "Le lecteur est vide")

    def _lay_out(self) -> None:
        insert, swap, remove = QPushButton("Insérer"), QPushButton("Échanger"), QPushButton("Retirer")
        insert.clicked.connect(self._insert)
        swap.clicked.connect(lambda: self._do(CardSwap(self._chosen())))
        remove.clicked.connect(lambda: self._do(CardRemove()))
        buttons = QHBoxLayout()
        for button in (insert, swap, remove):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        for widget in (self._list, self._story, self._damage):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._slot)

    def _chosen(self) -> str:
        return str(self._list.currentItem().data(_KEY))

    def _insert(self) -> None:
        self._do(CardInsert(self._chosen(), self._damage.currentData() or None))

    def _tell_story(self) -> None:
        self._story.setText(self._cast.card(self._chosen()).story)
        self._damage.setCurrentIndex(0)
        self._damage.setEnabled(self._chosen() in self._cast.people)
