"""The one door between worker threads and Qt, and the one timer of the terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

TICK_MS = 250
DRAW_MS = 8
"""Half a frame: what happens within it is drawn once, and the threads that it set to work go first."""


class Bridge(QObject):
    """Carries what threads have to say to the Qt thread, in order, and keeps the session's time moving."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._on_event: Callable[[object], None] | None = None
        self._on_tick: Callable[[], None] | None = None
        self._open = True
        self._gate = threading.Lock()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._draw: Callable[[], None] | None = None
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(DRAW_MS)
        self._drawing.timeout.connect(self._draw_now)
        # Queued even for a post from the Qt thread: an event is never handled inside the handling of another.
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def listen(self, on_event: Callable[[object], None], on_tick: Callable[[], None]) -> None:
        """Say who takes the events, and who is called every ``TICK_MS``; both run on the Qt thread.

        Events posted before this call wait for the next turn of Qt's loop: listen before running it.
        """
        self._on_event = on_event
        self._on_tick = on_tick
        self._timer.start()

    def draw_soon(self, draw: Callable[[], None]) -> None:
        """Call ``draw`` once, ``DRAW_MS`` after the first such wish; from the Qt thread.

        Building a page holds Python for tens of milliseconds: a card read in three, or a document on its way to the
        printer, does not wait for the picture of what came before it.
        """
        self._draw = draw
        if not self._drawing.isActive():
            self._drawing.start()

    def post(self, event: object) -> None:
        """Hand ``event`` to the Qt thread; from any thread, never waits. After ``close`` it is dropped."""
        with self._gate:
            if self._open:
                self._posted.emit(event)

    def close(self) -> None:
        """Stop the timer and drop what comes from now on, what is queued included."""
        with self._gate:
            self._open = False
        self._timer.stop()
        self._drawing.stop()
        self._draw = None
        self._on_event = None
        self._on_tick = None

    def _deliver(self, event: object) -> None:
        if self._on_event is not None:
            self._on_event(event)

    def _tick(self) -> None:
        if self._on_tick is not None:
            self._on_tick()

    def _draw_now(self) -> None:
        if self._draw is not None:
            self._draw()
