"""The printed paper, as a person sees it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGroupBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dock.answers import Paper


class PaperPanel(QGroupBox):
    """The last paper taken, and the button that takes the next one.

    Args:
        take: takes the paper out of the printer's mouth; None: there is none.
    """

    def __init__(self, take: Callable[[], Paper | None], parent: QWidget | None = None) -> None:
        super().__init__("Papier", parent)
        self._take = take
        self._waiting = QPushButton()
        self._waiting.clicked.connect(self._show_next)
        self._picture = QLabel("Rien n’est encore imprimé.", alignment=Qt.AlignmentFlag.AlignHCenter)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self._picture)
        column = QVBoxLayout(self)
        column.addWidget(self._waiting)
        column.addWidget(scroll)

    def show_waiting(self, *, waiting: bool) -> None:
        """Light the button up when there is a paper to take."""
        self._waiting.setEnabled(waiting)
        self._waiting.setText("Prendre le papier" if waiting else "Aucun papier à prendre")

    def _show_next(self) -> None:
        paper = self._take()
        if paper is not None:
            picture = QPixmap(paper.picture_file)
            width = min(picture.width(), 420)
            self._picture.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
