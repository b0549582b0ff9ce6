"""The floor of the intake: the same rows, into a table of the same form, with nothing around."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg.rows import TupleRow

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
def postgresql_writers(url: str, count: int) -> Iterator[tuple[RawWriter, ...]]:
    """Connections of psycopg's to the caisse's database, and a table of their own beside the caisse's.

    Args:
        url: ``postgresql+psycopg://…``.
        count: of connections; each for one thread.
    """
    with ExitStack() as opened:
        address = url.replace("+psycopg", "")
        each = [opened.enter_context(psycopg.connect(address, autocommit=True)) for _ in range(count)]
        each[0].execute("CREATE TABLE bare (LIKE intake INCLUDING ALL)")
        yield tuple(partial(_unnest, connection) for connection in each)


def _unnest(connection: psycopg.Connection[TupleRow], rows: Sequence[Row]) -> None:
    connection.execute(_UNNEST, [list(column) for column in zip(*rows, strict=True)])


@contextmanager
def sqlite_writer(model: Path) -> Iterator[RawWriter]:
    """A file of its own beside the caisse's, its table and pragmas the same; for one thread at a time.

    Args:
        model: the caisse's file.
    """
    with closing(sqlite3.connect(model)) as other:
        form = [str(sql) for (sql,) in other.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'intake'") if sql]
    with closing(
        sqlite3.connect(model.with_name("bare.sqlite3"), isolation_level=None, check_same_thread=False)
    ) as connection:
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON", *form):
            connection.execute(statement)

        def write(rows: Sequence[Row]) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_VALUES, rows)
            connection.execute("COMMIT")

        yield write
