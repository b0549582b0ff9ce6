"""How much arrives: what can wait gives way while terminals deliver what an outage left behind."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Final

RUSH: Final = 1000
"""Declarations in a second from which on it is a rush: the busiest moment of a large fleet at work brings 300
(facts/sync.md §5).
"""
_SPAN: Final = timedelta(seconds=1)


class Arrivals:
    """Counts declarations by the second; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since = datetime.min.replace(tzinfo=UTC)
        self._count = 0
        self._before = 0

    def note(self, count: int, now: datetime) -> None:
        """So many have just been taken."""
        with self._lock:
            self._turn(now)
            self._count += count

    def rush(self, now: datetime) -> bool:
        """Whether ``RUSH`` was reached in this second or in the one before."""
        with self._lock:
            self._turn(now)
            return max(self._count, self._before) >= RUSH

    def _turn(self, now: datetime) -> None:
        passed = now - self._since
        if timedelta() <= passed < _SPAN:
            return
        self._before = self._count if _SPAN <= passed < 2 * _SPAN else 0
        self._since, self._count = now, 0
