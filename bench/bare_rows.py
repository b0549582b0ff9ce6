"""The floor of the intake: the same rows, into a table of the same form, with nothing around."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

_UNNEST = """
INSERT INTO bare (terminal, epoch, seq, digest, lane, header, sealed, signature, filed_at,
                  received_at, unsure, verdict, tries)
SELECT given.*, now(), false, 'accepted', 0
FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::bytea[], %b::text[], %b::bytea[], %b::bytea[], %b::bytea[],
            %s::timestamptz[]) AS given (terminal, epoch, seq)
ORDER BY terminal, epoch, seq ON CONFLICT DO NOTHING
"""
_VALUES = """
INSERT OR IGNORE INTO intake (terminal, epoch, seq, digest, lane, header, sealed, signature, filed_at,
                              received_at, unsure, verdict, tries)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP, 0, 'accepted', 0)
"""


class Row(NamedTuple):
    """What the caisse keeps of a declaration."""

    terminal: str
    epoch: str
    seq: int
    digest: bytes
    lane: str
    header: bytes
    sealed: bytes
    signature: bytes
    filed_at: str


RawWriter = Callable[[Sequence[Row]], None]
"""Writes rows, durably as far as the database is, before it returns."""


@contextmanager
def postgresql_writer(url: str) -> Iterator[RawWriter]:
    """A connection of psycopg's to the caisse's database, and a table of its own beside the caisse's.

    Args:
        url: ``postgresql+psycopg://…``.
    """
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (LIKE intake INCLUDING ALL)")

        def write(rows: Sequence[Row]) -> None:
            connection.execute(_UNNEST, [list(column) for column in zip(*rows, strict=True)])

        yield write


@contextmanager
def sqlite_writer(model: Path) -> Iterator[RawWriter]:
    """A file of its own beside the caisse's, its table and pragmas the same.

    Args:
        model: the caisse's file.
    """
    with closing(sqlite3.connect(model)) as other:
        form = [str(sql) for (sql,) in other.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'intake'") if sql]
    with closing(sqlite3.connect(model.with_name("bare.sqlite3"), isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON", *form):
            connection.execute(statement)

        def write(rows: Sequence[Row]) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_VALUES, rows)
            connection.execute("COMMIT")

        yield write
