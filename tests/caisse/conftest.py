"""Every test that touches the database runs on SQLite and on PostgreSQL; neither may be missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from engines import ENGINES, postgresql, shared_store, store, stores
from post_office import PostOffice
from running_caisse import Caisse, Clock, Terminal, demo_settings

from caisse.settings import Settings
from caisse.store.store import Store
from dock.mail.server import MailServer
from dock.postgresql import PostgresqlServer

__all__ = ["postgresql", "shared_store", "store", "stores"]


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
