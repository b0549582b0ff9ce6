"""Turns at something scarce, fair between places: many who ask at one never keep the only one at another waiting long.

The caller's own thread does the work; before it may wait it must be admitted, so that no more threads wait than agreed.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager


class CrowdedError(Exception):
    """So many are waiting already that one more is sent away; nothing was done, the same may be asked again."""


class Turns:
    """Who may go next.

    Args:
        at_once: how many at a time.
        waiting_per_place: how many of one place may be admitted.
        waiting: how many may be admitted in all.
    """

    def __init__(self, at_once: int, waiting_per_place: int, waiting: int) -> None:
        self._free = at_once
        self._per_place = waiting_per_place
        self._all = waiting
        self._admitted: Counter[str] = Counter()
        self._queues: OrderedDict[str, deque[threading.Event]] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def admitted(self, place: str) -> Iterator[None]:
        """Be one of those who may wait, for the ``with`` block.

        Raises:
            CrowdedError: there is no room.
        """
        with self._lock:
            if self._admitted[place] >= self._per_place or self._admitted.total() >= self._all:
                raise CrowdedError
            self._admitted[place] += 1
        try:
            yield
        finally:
            with self._lock:
                self._admitted[place] -= 1
                if not self._admitted[place]:
                    del self._admitted[place]

    @contextmanager
    def turn(self, place: str) -> Iterator[None]:
        """Wait for a turn, hold it for the ``with`` block; the places that wait go round."""
        called = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                called.set()
            else:
                self._queues.setdefault(place, deque()).append(called)
        called.wait()
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        with self._lock:
            if not self._queues:
                self._free += 1
                return
            place, queue = self._queues.popitem(last=False)
            queue.popleft().set()
            if queue:
                self._queues[place] = queue
