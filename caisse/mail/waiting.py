"""The messages that wait in the database: which are due, whose turn it is, and forgetting them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, exists, or_, select, update

from caisse.store.account_schema import MAIL

_FIRST: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(hours=1)
_ROUND: Final = 100


def pause(tries: int) -> timedelta:
    """How long a message waits after so many tries: 1, 2, 4 … 60 minutes (ours)."""
    doubled = 1 << min(tries - 1, 10)
    return min(_FIRST * doubled, _LONGEST)


def anything(connection: Connection, now: datetime) -> bool:
    """Whether there is something to do now."""
    todo = exists().where(or_(MAIL.c.next_try_at <= now, MAIL.c.give_up_at <= now))
    return bool(connection.execute(select(todo)).scalar())


def due(connection: Connection, now: datetime) -> tuple[str, ...]:
    """The next messages to try, the longest waiting first."""
    statement = select(MAIL.c.id).where(MAIL.c.next_try_at <= now).order_by(MAIL.c.next_try_at, MAIL.c.id)
    return tuple(connection.execute(statement.limit(_ROUND)).scalars())


def take(connection: Connection, name: str, now: datetime) -> tuple[bytes, int] | None:
    """Reserve one message for a try; should we die during it, it is tried again after the usual pause.

    Args:
        connection: inside a write.
        name: the row's id.
        now: the moment.

    Returns:
        the sealed message and which try this is; None where another server took it first.
    """
    row = connection.execute(select(MAIL.c.sealed, MAIL.c.tries).where(MAIL.c.id == name)).one_or_none()
    if row is None:
        return None
    number = row.tries + 1
    taken = connection.execute(
        update(MAIL)
        .where(MAIL.c.id == name, MAIL.c.tries == row.tries, MAIL.c.next_try_at <= now)
        .values(tries=number, next_try_at=now + pause(number))
    )
    return (row.sealed, number) if taken.rowcount == 1 else None


def forget(connection: Connection, name: str) -> None:
    """Erase a message: it has left, or never will."""
    connection.execute(delete(MAIL).where(MAIL.c.id == name))


def give_up(connection: Connection, now: datetime) -> int:
    """Erase the messages that waited too long; gives how many."""
    return connection.execute(delete(MAIL).where(MAIL.c.give_up_at <= now)).rowcount
