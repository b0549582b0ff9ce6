"""Whether too much waits to be applied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from caisse.store.intake_schema import INTAKE
from caisse.store.store import Store

EVERY: Final = timedelta(seconds=10)
"""How old the count may be: it moves slowly against its limit."""


class Backlog:
    """Counts now and then; safe to use from any thread.

    Args:
        store: where declarations wait.
        limit: how many may.
        now: the clock.
    """

    def __init__(self, store: Store, limit: int, now: Callable[[], datetime]) -> None:
        self._store = store
        self._limit = limit
        self._now = now
        self._counted: tuple[datetime, bool] | None = None

    def full(self) -> bool:
        """Whether the limit is reached, as of at most ``EVERY`` ago.

        Raises:
            StoreBusyError: the database is away.
        """
        now, counted = self._now(), self._counted
        if counted is None or not counted[0] <= now < counted[0] + EVERY:
            counted = (now, self._store.read(self._count) >= self._limit)
            self._counted = counted
        return counted[1]

    def _count(self, connection: Connection) -> int:
        waiting = select(INTAKE.c.seq).where(INTAKE.c.outcome.is_(None)).limit(self._limit).subquery()
        return connection.execute(select(func.count()).select_from(waiting)).scalar_one()
