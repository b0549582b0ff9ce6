"""PostgreSQL: the caller's thread, a pool, one transaction for each piece of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from caisse.store.store import StoreBusyError

T = TypeVar("T")


def pooled_engine(url: str) -> Engine:
    """Connections to PostgreSQL by psycopg 3.

    Args:
        url: ``postgresql+psycopg://…``.
    """
    return create_engine(
        url,
        # One for each thread that answers, kept: opening one costs more than most questions.
        pool_size=40,
        max_overflow=0,
        pool_timeout=5,
        # The text of a database error would quote the values, people's among them.
        hide_parameters=True,
        connect_args={"connect_timeout": 5},
    )


class PostgresqlStore:
    """A ``Store`` on a PostgreSQL database whose schema is up to date.

    Args:
        url: ``postgresql+psycopg://…``.
    """

    def __init__(self, url: str) -> None:
        self._engine = pooled_engine(url)
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def read(self, work: Callable[[Connection], T]) -> T:
        """See ``Store.read``."""
        return _run(self._reading, work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """See ``Store.write``."""
        return _run(self._engine, work)

    def close(self) -> None:
        """See ``Store.close``."""
        self._engine.dispose()


class _LostError(Exception):
    """The connection broke before the commit: nothing was done."""


def _run(engine: Engine, work: Callable[[Connection], T]) -> T:
    try:
        try:
            return _transaction(engine, work)
        except _LostError:
            # The server was started again since the connection was last used. To ask each connection before its use
            # whether it still stands would cost every request a round trip.
            return _transaction(engine, work)
    except (_LostError, OperationalError, PoolTimeoutError) as error:
        raise StoreBusyError from error


def _transaction(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        try:
            return work(connection)
        except OperationalError as error:
            if error.connection_invalidated:
                raise _LostError from error
            raise
