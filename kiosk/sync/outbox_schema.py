"""The outbox's tables, and how a database of any past version becomes one of today.

``operation`` has no second index that a put would touch: a put writes one page. So that a ``seq`` is never used twice,
``outbox.high_seq`` holds the highest that ever left the table, raised in the transaction that removes it; with the
highest still there, it gives the next. ``outbox.removed`` counts those that left, so that nobody counts a million rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_ITEM = """
    op_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    suite TEXT NOT NULL,
    key_id TEXT NOT NULL,
    signer TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    uptime_ms INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    signature BLOB NOT NULL"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE outbox (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch TEXT NOT NULL,
    high_seq INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT
) STRICT""",
        f"""CREATE TABLE operation (
    seq INTEGER PRIMARY KEY,{_ITEM},
    digest BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    parked_reason TEXT
) STRICT""",
        "CREATE INDEX parked ON operation (lane, seq) WHERE parked_reason IS NOT NULL",
        f"""CREATE TABLE dead_letter (
    seq INTEGER PRIMARY KEY,{_ITEM},
    reason TEXT NOT NULL
) STRICT""",
        # From which seq on which of the caisse's keys was sealed to: a row for each change of key.
        """CREATE TABLE key_run (
    first_seq INTEGER PRIMARY KEY,
    key_id TEXT NOT NULL,
    key_since TEXT NOT NULL
) STRICT""",
    ),
)
"""Statements by version: the first makes version 1 of nothing."""


def version_of(db: Database) -> int:
    """The version that a database says it is; 0 for a new one."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(db: Database, migrations: Sequence[Sequence[str]], epoch: str) -> None:
    """Bring a database to the newest version, in one transaction.

    Args:
        db: of a version that ``migrations`` knows.
        migrations: all of them, oldest first.
        epoch: for a database that has none yet.
    """
    version = version_of(db)
    if version == len(migrations):
        return
    with db.atomic():
        for statements in migrations[version:]:
            for statement in statements:
                db.execute(statement)
        db.execute("INSERT INTO outbox (id, epoch) VALUES (1, ?) ON CONFLICT DO NOTHING", (epoch,))
        db.execute(f"PRAGMA user_version = {len(migrations)}")
