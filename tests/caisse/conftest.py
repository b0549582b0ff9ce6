"""Every test that touches the database runs on SQLite and on PostgreSQL; neither may be missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from post_office import PostOffice
from running_caisse import CAST, Caisse, Clock, Terminal, demo_settings
from sqlalchemy import Connection, delete

from caisse.demo.load import invented, replace_people
from caisse.settings import Settings
from caisse.store.intake_schema import EPOCH, INTAKE, QUARANTINE, TERMINAL_KEY
from caisse.store.opening import open_store
from caisse.store.schema import ENROLMENT_TOKEN, NONCE, TERMINAL
from caisse.store.store import Store
from dock.mail.server import MailServer
from dock.postgresql import PostgresqlServer

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


@pytest.fixture
def store(shared_store: Store) -> Store:
    """The cast and nobody else, no terminal, no visit."""

    def anew(connection: Connection) -> None:
        replace_people(connection, invented(0, 1, CAST))
        for table in (NONCE, ENROLMENT_TOKEN, INTAKE, EPOCH, QUARANTINE, TERMINAL_KEY, TERMINAL):
            connection.execute(delete(table))

    shared_store.write(anew)
    return shared_store


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which nothing was ever made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.url(f"empty-{request.node.name.partition('[')[0]}"[:60])


@pytest.fixture
def serve(store: Store) -> Iterator[Callable[[Settings], Caisse]]:
    """Serves the store under some settings until the test ends."""
    running: list[Caisse] = []

    def start(settings: Settings) -> Caisse:
        running.append(Caisse(store, settings, Clock()))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture(scope="session")
def shared_caisse(shared_store: Store) -> Iterator[Caisse]:
    running = Caisse(shared_store, demo_settings())
    yield running
    running.stop()


@pytest.fixture
def caisse(store: Store, shared_caisse: Caisse) -> Caisse:
    """The demo's caisse at noon, its log empty."""
    shared_caisse.clock.at = Clock().at
    shared_caisse.log.clear()
    return shared_caisse


@pytest.fixture
def terminal(caisse: Caisse) -> Terminal:
    return caisse.terminal()


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with MailServer(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture(scope="session")
def shared_office(shared_store: Store, mail_server: MailServer) -> Iterator[Caisse]:
    settings = demo_settings()
    running = Caisse(shared_store, replace(settings, mail=replace(settings.mail, port=mail_server.port)))
    yield running
    running.stop()


@pytest.fixture
def office(store: Store, shared_office: Caisse, mail_server: MailServer) -> PostOffice:
    """The demo's caisse at noon, its e-mails going to a real server that does nothing wrong yet."""
    mail_server.fail(None)
    shared_office.clock.at = Clock().at
    shared_office.log.clear()
    return PostOffice(shared_office, mail_server, len(mail_server.files()))
