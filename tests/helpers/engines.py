"""Fixtures for whatever touches the caisse's database: every such test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from running_caisse import CAST
from sqlalchemy import Connection, delete

from caisse.demo.load import invented, replace_people
from caisse.store.account_schema import ALARM
from caisse.store.intake_schema import EPOCH, INTAKE, QUARANTINE, TERMINAL_KEY
from caisse.store.opening import open_store
from caisse.store.schema import ENROLMENT_TOKEN, NONCE, TERMINAL
from caisse.store.store import Store
from dock.postgresql import PostgresqlServer

__all__ = ["ENGINES", "postgresql", "shared_store", "store", "stores"]

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    with PostgresqlServer() as server:
        yield server


@pytest.fixture(scope="session")
def stores(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Store]]:
    """One migrated database of each engine, made when first asked for.

    It outlives ``shared_store``, which comes and goes as the files of tests take turns between the engines.
    """
    opened: dict[str, Store] = {}

    def of(engine: str) -> Store:
        if engine not in opened:
            if engine == "sqlite":
                url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'caisse.sqlite3'}"
            else:
                server: PostgresqlServer = request.getfixturevalue("postgresql")
                url = server.url("shared")
            opened[engine] = open_store(url)
        return opened[engine]

    yield of
    for one in opened.values():
        one.close()


@pytest.fixture(scope="session", params=ENGINES)
def shared_store(request: pytest.FixtureRequest, stores: Callable[[str], Store]) -> Store:
    """The database of an engine; ``store`` gives it anew to every test."""
    return stores(request.param)


def begin_anew(store: Store) -> None:
    """The cast and nobody else; no terminal, no visit, no declaration."""

    def anew(connection: Connection) -> None:
        replace_people(connection, invented(0, 1, CAST))
        for table in (NONCE, ENROLMENT_TOKEN, INTAKE, EPOCH, QUARANTINE, TERMINAL_KEY, TERMINAL, ALARM):
            connection.execute(delete(table))

    store.write(anew)


@pytest.fixture
def store(shared_store: Store) -> Store:
    """The database of an engine, begun anew."""
    begin_anew(shared_store)
    return shared_store
