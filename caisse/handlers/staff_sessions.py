"""Sessions of people at work, agents or technicians: a token in a browser, until a quarter of an hour of nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, Connection, delete, insert, update

from caisse.handlers.secret import hashed
from caisse.store.account_schema import AGENT_SESSION
from caisse.store.maintenance_schema import TECHNICIAN_SESSION

IDLE: Final = timedelta(minutes=15)
"""How long a session outlives the last page (ours)."""


@dataclass(frozen=True)
class StaffSessions:
    """The sessions of one trade; every method belongs inside a write.

    Attributes:
        whose: the column that names the holder; its table has ``token_hash`` and ``expires_at`` beside it.
    """

    whose: Column[str]

    def open(self, connection: Connection, holder: str, token: str, now: datetime) -> None:
        """Begin a session, and forget those that are over.

        Args:
            connection: inside a write.
            holder: who signed in.
            token: at least 256 random bits; only its hash is kept.
            now: the moment.
        """
        table = self.whose.table
        connection.execute(delete(table).where(table.c.expires_at <= now))
        values = {"token_hash": hashed(token), self.whose.name: holder, "expires_at": now + IDLE}
        connection.execute(insert(table).values(values))

    def holder(self, connection: Connection, token: str, now: datetime) -> str | None:
        """Whose session a token opens, which then lasts ``IDLE`` from now; None for any other token."""
        table = self.whose.table
        found: str | None = connection.execute(
            update(table)
            .where(table.c.token_hash == hashed(token), table.c.expires_at > now)
            .values(expires_at=now + IDLE)
            .returning(self.whose)
        ).scalar()
        return found

    def close(self, connection: Connection, token: str) -> None:
        """End a session."""
        table = self.whose.table
        connection.execute(delete(table).where(table.c.token_hash == hashed(token)))

    def close_all(self, connection: Connection, holder: str) -> None:
        """End every session of somebody."""
        connection.execute(delete(self.whose.table).where(self.whose == holder))


AGENT_SESSIONS: Final = StaffSessions(AGENT_SESSION.c.agent)
TECHNICIAN_SESSIONS: Final = StaffSessions(TECHNICIAN_SESSION.c.technician)
