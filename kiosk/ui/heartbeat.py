"""The pulse of Qt's loop: what hears it knows that the screen answers, which no thread could say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

PERIOD_S = 1.0
"""Between two beats, where nobody asks for more: the oldest that ``health.json`` gets in a terminal that is well."""
_PINGS = 3
"""In the time after which the watchdog bites: a loop that is only busy misses one, not all."""


class Heartbeat(QObject):
    """Calls ``beat`` from Qt's loop until ``stop``.

    Args:
        beat: called on the Qt thread.
        watchdog_s: seconds without a beat that the watchdog suffers, None where there is none.
    """

    def __init__(self, beat: Callable[[], None], watchdog_s: float | None) -> None:
        super().__init__()
        self._beat = beat
        self._timer = QTimer(self)
        # Not coarse: those five per cent are the watchdog's.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(int(1000 * min(PERIOD_S, PERIOD_S if watchdog_s is None else watchdog_s / _PINGS)))
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()

    def _on_beat(self) -> None:
        self._beat()
