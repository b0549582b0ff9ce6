"""A reading that always ends once: by its result, by its deadline, or because the card left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from kiosk.devices.card.outcomes import CardMute, CardReading


class Timer(Protocol):
    """A deadline that runs."""

    def cancel(self) -> None:
        """Make it never fall; harmless afterwards."""


StartTimer = Callable[[float, Callable[[], None]], Timer]
"""Runs a callback once after some seconds, from any thread."""


def thread_timer(seconds: float, then: Callable[[], None]) -> Timer:
    """A ``StartTimer`` on a thread of its own: a wedged pcscd cannot hold it up."""
    timer = threading.Timer(seconds, then)
    timer.name = "card-deadline"
    timer.daemon = True
    timer.start()
    return timer


class Reading:
    """One card's reading, in a thread that is abandoned when it is not needed any more.

    Whatever ends it first is told; what comes later is dropped, so a late result never meets the next card.

    Args:
        read: does the work; given an event that is set once the reading is over.
        tell: takes the outcome, once, from any thread; it must not block.
    """

    def __init__(self, read: Callable[[threading.Event], CardReading], tell: Callable[[CardReading], None]) -> None:
        self._read = read
        self._tell = tell
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._timer: Timer | None = None

    def start(self, deadline_s: float, start_timer: StartTimer) -> None:
        """Begin; past the deadline the card is mute."""
        self._timer = start_timer(deadline_s, lambda: self.conclude(CardMute()))
        threading.Thread(target=self._work, name="card-reading", daemon=True).start()

    def conclude(self, reading: CardReading) -> None:
        """End with this outcome, unless it has ended."""
        with self._lock:
            if not self._over.is_set():
                self._over.set()
                self._tell(reading)
        self._stop_timer()

    def abandon(self) -> None:
        """End without telling."""
        with self._lock:
            self._over.set()
        self._stop_timer()

    def _work(self) -> None:
        self.conclude(self._read(self._over))

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
