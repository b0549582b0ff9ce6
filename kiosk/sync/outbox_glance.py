"""A look at the outbox from outside, while the application uses it: reads, never writes nor check-points."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.sync import outbox_rows as rows
from kiosk.sync.outbox_schema import MIGRATIONS, version_of
from kiosk.sync.outbox_values import OutboxFault
from teleservices.wire.batches import QueueState


@dataclass(frozen=True)
class Glance:
    """How the outbox stands: numbers, times and causes.

    Attributes:
        oldest_at: filing of the oldest that waits; None when nothing does.
        next_try_at: until when the courier waits; None when it does not.
        parked: ``seq`` and reason of what is set aside.
        dead: the same of what the caisse rejected and has not been told of yet.
    """

    queue: QueueState
    oldest_at: datetime | None
    next_try_at: datetime | None
    parked: tuple[tuple[int, str], ...]
    dead: tuple[tuple[int, str], ...]


NOTHING = Glance(QueueState(0, None, None, 0, 0), None, None, (), ())
"""Of a terminal at which nothing was ever declared."""


def glance(file: Path) -> Glance | OutboxFault:
    """Look at an outbox.

    Args:
        file: as for ``open_outbox``.
    """
    if not file.exists():
        return NOTHING
    from sqlite_utils import Database

    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            db = Database(connection)
            if version_of(db) > len(MIGRATIONS):
                return OutboxFault.FUTURE
            # One view of it all.
            connection.execute("BEGIN")
            return Glance(
                queue=rows.queue_state(db, rows.last_seq(db)),
                oldest_at=_moment(rows.oldest_at(db)),
                next_try_at=_moment(rows.next_try_at(db)),
                parked=tuple(rows.parked(db)),
                dead=tuple((item.seq, reason) for item, reason in rows.dead_letters(db)),
            )
    except sqlite3.DatabaseError:
        return OutboxFault.UNREADABLE


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
