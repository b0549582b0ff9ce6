"""Something done once, a little later, unless it is called off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

CallOff = Callable[[], None]
"""Harmless when it is done already."""
Later = Callable[[float, Callable[[], None]], CallOff]
"""``later(seconds, deed)``, on the Qt thread. Whoever drops what it gives back calls the deed off too."""


def later(seconds: float, deed: Callable[[], None]) -> CallOff:
    """By Qt's clock."""
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(deed)
    timer.start(round(seconds * 1000))
    return timer.stop
