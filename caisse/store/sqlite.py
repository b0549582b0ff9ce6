"""SQLite: any number of readers, one writer thread that commits in groups.

WAL with synchronous=FULL: what was answered survives a power cut, at one sync per commit; the writes that wait
while one commit syncs share the next (facts/sync.md §0, §5).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool

from caisse.store.job import Caught, Job
from caisse.store.store import StoreBusyError
from caisse.store.turn import Turn

T = TypeVar("T")

_GROUP: Final = 256
"""Writes in one commit, at most: bounds how long the first of them waits."""
_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=5000")


def writing_engine(database: Path) -> Engine:
    """The connection that writes; only ever used with the database's ``Turn`` taken.

    Args:
        database: the file; its directory exists.
    """
    return _prepared(
        create_engine(f"sqlite:///{database}", poolclass=NullPool, hide_parameters=True), _PRAGMAS, "BEGIN IMMEDIATE"
    )


def reading_engine(database: Path) -> Engine:
    """Connections that the database keeps from writing; one for each thread that answers, kept: opening one and its
    pragmas cost more than most questions.
    """
    made = create_engine(f"sqlite:///{database}", pool_size=40, max_overflow=0, pool_timeout=5, hide_parameters=True)
    return _prepared(made, (*_PRAGMAS, "query_only=ON"), "BEGIN")


def _prepared(engine: Engine, pragmas: tuple[str, ...], opening: str) -> Engine:
    def connected(connection: sqlite3.Connection, _entry: object) -> None:
        # The driver would open transactions by guessing from the SQL; the event below opens them instead.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(opening)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


class SqliteStore:
    """A ``Store`` on one SQLite file whose schema is up to date.

    Args:
        database: the file.
        patience_s: how long a write waits to be begun before it is given up as busy.
    """

    def __init__(self, database: Path, patience_s: float = 10.0) -> None:
        self._turn = Turn(database)
        self._writing = writing_engine(database)
        self._reading = reading_engine(database)
        self._patience_s = patience_s
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer")
        self._thread.start()

    def read(self, work: Callable[[Connection], T]) -> T:
        """See ``Store.read``."""
        try:
            with self._reading.begin() as connection:
                return work(connection)
        except (OperationalError, PoolTimeoutError) as error:
            raise StoreBusyError from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """See ``Store.write``."""
        job = Job(work)
        self._jobs.put(job)
        try:
            return job.wait(self._patience_s)
        except (OperationalError, TimeoutError) as error:
            raise StoreBusyError from error

    def close(self) -> None:
        """See ``Store.close``."""
        self._reading.dispose()
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        connection = self._writing.connect()
        going_on = True
        while going_on:
            group, going_on = self._group()
            self._commit(connection, group)
        # The last connection to close runs a checkpoint.
        with self._turn.taken():
            connection.close()

    def _group(self) -> tuple[list[Job[Any]], bool]:
        """What waits now, at least one job unless the store closes; and whether to go on after it."""
        group: list[Job[Any]] = []
        job = self._jobs.get()
        while job is not None:
            group.append(job)
            if len(group) == _GROUP:
                return group, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return group, True
        return group, False

    def _commit(self, connection: Connection, group: list[Job[Any]]) -> None:
        """One transaction for all. One that fails is taken out, and the others are done again without it: rare, and
        cheaper than a savepoint for each, which copies every page that it touches.
        """
        failing: Job[Any] | None = None
        with Caught() as caught, self._turn.taken(), connection.begin():
            for failing in group:
                failing.run(connection)
            failing = None
        if caught.error is None:
            for job in group:
                job.tell()
        elif failing is not None:
            failing.fail(caught.error)
            self._commit(connection, [job for job in group if job is not failing])
        else:
            # SQLite may leave its transaction open when a commit fails: the next group begins on a new connection.
            with self._turn.taken():
                connection.invalidate()
            for job in group:
                job.fail(caught.error)
