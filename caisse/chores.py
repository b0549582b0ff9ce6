"""What the caisse does beside answering: a few chores, one after the other, again and again, on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import Final

from caisse import events
from caisse.store.job import Caught
from teleservices.logbook import Logbook

PERIOD_S: Final = 1.0
"""Seconds between two rounds: how long an e-mail waits at most for its first try."""


class Chores:
    """A thread that does some chores until it is stopped; one that fails is told of and tried again.

    Args:
        chores: each one round of something; ends soon when there is nothing to do.
        log: where failures are told.
    """

    def __init__(self, chores: Sequence[Callable[[], None]], log: Logbook) -> None:
        self._chores = chores
        self._log = log
        self._ending = Event()
        self._thread = Thread(target=self._run, name="chores")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is under way."""
        self._ending.set()
        self._thread.join()

    def round(self) -> None:
        """Do each chore once."""
        for chore in self._chores:
            with Caught() as caught:
                chore()
            if caught.error is not None:
                self._log.record(events.CHORE_FAILED, error=type(caught.error).__name__)

    def _run(self) -> None:
        while not self._ending.wait(PERIOD_S):
            self.round()
