"""Messages that wait in the database until they have left: which are due, whose turn it is, and forgetting them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Table, delete, exists, insert, or_, select, update

_FIRST: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(hours=1)
_ROUND: Final = 100


def pause(tries: int) -> timedelta:
    """How long a message waits after so many tries: 1, 2, 4 … 60 minutes (ours)."""
    doubled = 1 << min(tries - 1, 10)
    return min(_FIRST * doubled, _LONGEST)


@dataclass(frozen=True)
class Waiting:
    """A table of such messages.

    Attributes:
        table: ``MAIL`` or ``NOTICE``, which have the same columns.
    """

    table: Table

    def add(self, connection: Connection, name: str, sealed: bytes, now: datetime, patience: timedelta) -> None:
        """Queue a message.

        Args:
            connection: inside the write that the message tells of.
            name: the row's id, which nothing else has.
            sealed: all of it.
            now: the moment; the first try is due.
            patience: how long it is worth being sent.
        """
        connection.execute(
            insert(self.table).values(
                id=name, sealed=sealed, queued_at=now, next_try_at=now, tries=0, give_up_at=now + patience
            )
        )

    def anything(self, connection: Connection, now: datetime) -> bool:
        """Whether there is something to do now."""
        todo = exists().where(or_(self.table.c.next_try_at <= now, self.table.c.give_up_at <= now))
        return bool(connection.execute(select(todo)).scalar())

    def due(self, connection: Connection, now: datetime) -> tuple[str, ...]:
        """The next messages to try, the longest waiting first."""
        table = self.table
        statement = select(table.c.id).where(table.c.next_try_at <= now).order_by(table.c.next_try_at, table.c.id)
        return tuple(connection.execute(statement.limit(_ROUND)).scalars())

    def take(self, connection: Connection, name: str, now: datetime) -> tuple[bytes, int] | None:
        """Reserve one message for a try; should we die during it, it is tried again after the usual pause.

        Args:
            connection: inside a write.
            name: the row's id.
            now: the moment.

        Returns:
            the sealed message and which try this is; None where another server took it first.
        """
        table = self.table
        row = connection.execute(select(table.c.sealed, table.c.tries).where(table.c.id == name)).one_or_none()
        if row is None:
            return None
        number = row.tries + 1
        taken = connection.execute(
            update(table)
            .where(table.c.id == name, table.c.tries == row.tries, table.c.next_try_at <= now)
            .values(tries=number, next_try_at=now + pause(number))
        )
        return (row.sealed, number) if taken.rowcount == 1 else None

    def forget(self, connection: Connection, name: str) -> None:
        """Erase a message: it has left, or never will."""
        connection.execute(delete(self.table).where(self.table.c.id == name))

    def give_up(self, connection: Connection, now: datetime) -> int:
        """Erase the messages that waited too long; gives how many."""
        return connection.execute(delete(self.table).where(self.table.c.give_up_at <= now)).rowcount
