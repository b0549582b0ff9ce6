"""Technicians are known on SQLite and on PostgreSQL, by a caisse that answers at its doors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from engines import postgresql, shared_store, store, stores
from running_caisse import Caisse, Clock, Terminal, demo_settings

from caisse.store.store import Store

__all__ = ["postgresql", "shared_store", "store", "stores"]


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
