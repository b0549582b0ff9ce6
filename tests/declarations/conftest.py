"""Declarations are judged on SQLite and on PostgreSQL, by a caisse that also answers at its doors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from engines import postgresql, shared_store, store, stores
from post_office import PostOffice
from running_caisse import Caisse, Clock, Terminal, demo_settings

from caisse.store.store import Store
from dock.mail.server import MailServer

__all__ = ["postgresql", "shared_store", "store", "stores"]


@pytest.fixture(scope="session")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with MailServer(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture(scope="session")
def shared_caisse(shared_store: Store, mail_server: MailServer) -> Iterator[Caisse]:
    settings = demo_settings()
    running = Caisse(shared_store, replace(settings, mail=replace(settings.mail, port=mail_server.port)))
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


@pytest.fixture
def office(caisse: Caisse, mail_server: MailServer) -> PostOffice:
    """The same caisse, its e-mails going to a real server that does nothing wrong."""
    mail_server.fail(None)
    return PostOffice(caisse, mail_server, len(mail_server.files()))
