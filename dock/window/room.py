"""How much of the person's display a window may take."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_DECORATION_PX = 80


def room() -> tuple[int, int]:
    """Width and height in pixels, panels and a title bar left out. Called before any other Qt application is made."""
    application = QGuiApplication([])
    free = application.primaryScreen().availableGeometry()
    return free.width(), free.height() - _DECORATION_PX
