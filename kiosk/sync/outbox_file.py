"""Opening the outbox's file so that a commit that returned survives a power cut (facts/sync.md §1, §2b)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.sync.durable import sync_directory
from kiosk.sync.outbox_schema import MIGRATIONS, migrate, version_of
from kiosk.sync.outbox_values import OutboxFailed, OutboxFault

if TYPE_CHECKING:
    from sqlite_utils import Database

PRAGMAS: Final[tuple[tuple[str, str, str | int], ...]] = (
    ("busy_timeout", "5000", 5000),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("temp_store", "MEMORY", 2),
    # By the one connection that writes: SQLite 3.40 may damage the file where two check-point at once.
    ("wal_autocheckpoint", "1000", 1000),
)
"""Name, what is set, and what must then be read back."""


def open_file(file: Path, epoch: str, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> Database | OutboxFault:
    """Open or make the database, readable by this user alone, at its newest version.

    Args:
        file: in a directory that is made if it is missing.
        epoch: for a new database.
        migrations: as in ``outbox_schema``.
    """
    try:
        _make_private(file)
        connection = sqlite3.connect(file, check_same_thread=False)
    except (OSError, sqlite3.DatabaseError):
        return OutboxFault.UNREADABLE
    fault: OutboxFault | None
    try:
        db = _wrap(connection)
        fault = _settle_in(db, epoch, migrations)
    except sqlite3.DatabaseError as error:
        fault = OutboxFault.FULL if is_full(error) else OutboxFault.UNREADABLE
    if fault is None:
        return db
    connection.close()
    return fault


def look_up(file: Path, sql: str, wanted: str) -> bool | OutboxFailed:
    """Whether a question finds a row in a database that was closed after an error, for good: not when the log is still
    there and a power cut could end otherwise.

    Args:
        file: the database.
        sql: with one parameter.
        wanted: the parameter.
    """
    log_is_left = file.with_name(file.name + "-wal").exists()
    try:
        # Otherwise the log that was removed could come back.
        sync_directory(file.parent)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA query_only = ON")
            found = connection.execute(sql, (wanted,)).fetchone() is not None
    except (OSError, sqlite3.DatabaseError):
        return OutboxFailed()
    return OutboxFailed() if log_is_left else found


def is_full(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that the disk has no room."""
    return error.sqlite_errorcode == sqlite3.SQLITE_FULL


def is_bug(error: sqlite3.DatabaseError) -> bool:
    """Whether an error is no fault of the disk: a constraint that does not hold, a statement that is none."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE)


def _make_private(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        # SQLite gives its other files the mode of this one.
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _wrap(connection: sqlite3.Connection) -> Database:
    # Imported here: it takes 150 ms that the first frame does not need.
    from sqlite_utils import Database

    return Database(connection)


def _settle_in(db: Database, epoch: str, migrations: Sequence[Sequence[str]]) -> OutboxFault | None:
    for name, wanted, _ in PRAGMAS:
        db.execute(f"PRAGMA {name} = {wanted}").fetchall()
    if any(db.execute(f"PRAGMA {name}").fetchone()[0] != read for name, _, read in PRAGMAS):
        return OutboxFault.UNSAFE
    if version_of(db) > len(migrations):
        return OutboxFault.FUTURE
    migrate(db, migrations, epoch)
    return None
