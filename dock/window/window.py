"""The window itself; all it knows of the dock goes through the socket."""

from __future__ import annotations

import signal
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from dock.cast import load
from dock.client import DockClient, DockError
from dock.commands import Command
from dock.window.cards import CardsPanel
from dock.window.paper import PaperPanel
from dock.window.switches import SwitchesPanel
from dock.window.wording import NETWORK, PRINTER, SERVICES

_REFRESH_MS = 500


class DockWindow(QMainWindow):
    """Cards on the left, what can go wrong in the middle, the paper on the right.

    Args:
        dock: a connection of its own.
    """

    def __init__(self, dock: DockClient) -> None:
        super().__init__()
        self.setWindowTitle("Dock de la borne")
        self._dock = dock
        self._cards = CardsPanel(load(), self.do)
        middle = QVBoxLayout()
        middle.addWidget(SwitchesPanel("Imprimante", PRINTER, self.do))
        middle.addWidget(SwitchesPanel("Réseau", NETWORK, self.do))
        middle.addWidget(SwitchesPanel("Services", SERVICES, self.do))
        middle.addStretch()
        page = QWidget()
        row = QHBoxLayout(page)
        row.addWidget(self._cards, 2)
        row.addLayout(middle, 1)
        self._paper = PaperPanel(dock.take_paper)
        row.addWidget(self._paper, 3)
        self.setCentralWidget(page)
        self.resize(1180, 720)
        self._refresh = QTimer(self, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self.refresh)
        self._refresh.start()
        self.refresh()

    def do(self, command: Command) -> None:
        """Send a command; a refusal is shown at the bottom."""
        try:
            self._dock.do(command)
            self.statusBar().clearMessage()
        except DockError as error:
            self.statusBar().showMessage(f"Refusé : {error}")
        self.refresh()

    def refresh(self) -> None:
        """Show how the dock stands now."""
        standing = self._dock.status()
        self._cards.show_slot(standing.card)
        self._paper.show_waiting(waiting=standing.paper_waiting)


def open_window(socket: Path, left: int) -> int:
    """Open the window of the dock that listens on ``socket``, ``left`` pixels from the left, until it is closed."""
    application = QApplication([])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with DockClient(socket) as dock:
        window = DockWindow(dock)
        window.move(left, 0)
        window.show()
        return application.exec()
