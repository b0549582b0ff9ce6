"""PostgreSQL was started again between two requests: whoever asks next does not notice, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, func, insert, select

from caisse.store.opening import open_store
from caisse.store.postgresql import PostgresqlStore
from caisse.store.schema import TERMINAL
from caisse.store.store import StoreBusyError
from dock.postgresql import PostgresqlServer

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost' AND pid <> pg_backend_pid()"


@pytest.fixture(scope="module")
def url(postgresql: PostgresqlServer) -> str:
    return postgresql.url("lost")


@pytest.fixture
def store(url: str) -> Iterator[PostgresqlStore]:
    opened = open_store(url)
    assert isinstance(opened, PostgresqlStore)
    opened.write(lambda connection: connection.execute(TERMINAL.delete()))
    yield opened
    opened.close()


@pytest.fixture
def cut(url: str) -> Callable[[], None]:
    """Ends every connection to the database, as a restart of its server does."""

    def end() -> None:
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as other:
            other.execute(OTHERS)

    return end


def add(connection: Connection) -> None:
    connection.execute(insert(TERMINAL).values(name="a", added_at=AT))


def count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(TERMINAL)).scalar_one()


def test_a_connection_lost_between_two_requests_is_not_noticed(store: PostgresqlStore, cut: Callable[[], None]) -> None:
    assert store.read(count) == 0
    cut()
    assert store.read(count) == 0
    cut()
    store.write(add)
    assert store.read(count) == 1


def test_work_whose_connection_breaks_midway_is_done_again_and_once(
    store: PostgresqlStore, cut: Callable[[], None]
) -> None:
    tries = []

    def work(connection: Connection) -> None:
        add(connection)
        tries.append(1)
        if len(tries) == 1:
            cut()
        count(connection)

    store.write(work)
    assert len(tries) == 2
    assert store.read(count) == 1


def test_work_whose_connection_breaks_again_is_busy(store: PostgresqlStore, cut: Callable[[], None]) -> None:
    def work(connection: Connection) -> None:
        add(connection)
        cut()
        count(connection)

    with pytest.raises(StoreBusyError):
        store.write(work)
    assert store.read(count) == 0


def test_a_commit_whose_fate_is_unknown_is_not_repeated(store: PostgresqlStore, cut: Callable[[], None]) -> None:
    tries = []

    def work(connection: Connection) -> None:
        add(connection)
        tries.append(1)

    def cutting(connection: Connection) -> None:
        if tries:
            cut()

    event.listen(Engine, "commit", cutting)
    try:
        with pytest.raises(StoreBusyError):
            store.write(work)
    finally:
        event.remove(Engine, "commit", cutting)
    assert len(tries) == 1
