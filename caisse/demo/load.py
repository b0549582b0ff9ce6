"""Puts rows into the database as fast as it takes them: prepared statements on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final
from typing import cast as taken_for

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Table, delete, text

from caisse.demo.cast import cast_rows
from caisse.demo.families import Families
from caisse.demo.rows import Rows
from caisse.store.account_schema import ACCOUNT, AGENT, AGENT_SESSION, EMAIL_CLAIM
from caisse.store.declaration_schema import ADDRESS
from caisse.store.intake_schema import TERMINAL_KEY
from caisse.store.maintenance_schema import TECHNICIAN
from caisse.store.schema import CARD_LOSS, DEPENDANT, ENROLMENT_TOKEN, INSURED, METADATA, NONCE, PERSON, TERMINAL

_KEPT: Final = frozenset({TERMINAL, TERMINAL_KEY, ENROLMENT_TOKEN, NONCE, AGENT, AGENT_SESSION})
"""What is not about the people who are replaced."""
_FIRST_ID: Final = 1000
"""Invented people are counted from here, after the cast."""


def invented(people: int, seed: int, cast: Path) -> Iterator[Rows]:
    """The cast, then so many invented people.

    Args:
        people: how many beside the cast.
        seed: the same seed gives the same people.
        cast: ``config/demo/cast.toml``.

    Raises:
        CastError: the cast cannot be used.
    """
    actors = cast_rows(cast, first_id=1)
    yield actors
    taken = {row.nir for row in actors.people if row.nir is not None}
    yield from Families(seed, taken, _FIRST_ID).batches(people)


def replace_people(connection: Connection, batches: Iterable[Rows]) -> int:
    """Put invented people in the place of whoever is there, visits, attestations and technicians included.

    Args:
        connection: inside one transaction: all of it holds, or none.
        batches: what to load, in order.

    Returns:
        how many people there are now.
    """
    if connection.dialect.name == "sqlite":
        # The NIR's index is filled in no order: 256 MiB of cache keep it from being read again and again.
        connection.exec_driver_sql("PRAGMA cache_size=-262144")
    # Who refers goes before who is referred to.
    for table in reversed(METADATA.sorted_tables):
        if table not in _KEPT:
            connection.execute(delete(table))
    count = 0
    for rows in batches:
        _insert(connection, PERSON, rows.people)
        _insert(connection, INSURED, rows.insured)
        _insert(connection, DEPENDANT, rows.dependants)
        _insert(connection, CARD_LOSS, rows.losses)
        _insert(connection, ACCOUNT, rows.accounts)
        _insert(connection, EMAIL_CLAIM, rows.claims)
        _insert(connection, ADDRESS, rows.addresses)
        _insert(connection, TECHNICIAN, rows.technicians)
        count += len(rows.people)
    return count


def refresh_statistics(connection: Connection) -> None:
    """Let the planner know what came."""
    connection.execute(text("ANALYZE"))


def _insert(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        raw = taken_for("psycopg.Connection", connection.connection.driver_connection)
        names = [column.name for column in table.columns]
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        return
    # As SQLAlchemy writes them; the driver's own conversion of days and moments is deprecated.
    connection.exec_driver_sql(
        str(table.insert().compile(dialect=connection.dialect)),
        [tuple(_text(value) if isinstance(value, date) else value for value in row) for row in rows],
    )


def _text(value: date) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value.isoformat()
