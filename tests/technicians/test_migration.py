"""A caisse that has served since the revision before maintenance goes on with what it has, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from engines import ENGINES
from running_caisse import NOON
from sqlalchemy import Connection, Engine, insert, text
from technicians_at_work import HASH

from caisse.handlers import technicians, terminals
from caisse.store import migrate
from caisse.store.opening import open_store, sqlite_file
from caisse.store.postgresql import pooled_engine
from caisse.store.schema import METADATA, TERMINAL
from caisse.store.sqlite import writing_engine
from dock.postgresql import PostgresqlServer

BEFORE = "0004"


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which nothing was ever made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'former.sqlite3'}"
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.url("former")


def engine_of(url: str) -> Engine:
    file = sqlite_file(url)
    return pooled_engine(url) if file is None else writing_engine(file)


def brought_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_what_was_there_stays_and_technicians_can_come(url: str) -> None:
    engine = engine_of(url)
    with engine.begin() as connection:
        brought_to(connection, BEFORE)
        connection.execute(insert(TERMINAL).values(name="borne-1", added_at=NOON))
    engine.dispose()
    store = open_store(url)
    try:
        version = store.read(
            lambda connection: connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        )
        assert str(version) > BEFORE
        assert [one.name for one in store.read(terminals.known)] == ["borne-1"]
        made = store.read(lambda connection: list(compare_metadata(MigrationContext.configure(connection), METADATA)))
        assert made == []
        store.write(lambda connection: technicians.add(connection, "dominique", HASH, lambda most: most - 1, NOON))
        assert [one.number for one in store.read(technicians.known)] == ["999999"]
    finally:
        store.close()
