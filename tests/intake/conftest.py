from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from engines import postgresql, shared_store, store, stores
from outbox_items import Pen
from running_caisse import NOON, Caisse, Clock, Terminal, demo_settings

from caisse.intake.settings import IntakeSettings
from caisse.sealing_keys import SealingKeys
from caisse.store.store import Store

__all__ = ["postgresql", "shared_store", "store", "stores"]


@pytest.fixture(scope="session")
def sealing_keys(tmp_path_factory: pytest.TempPathFactory) -> SealingKeys:
    """One published key."""
    keys = SealingKeys(tmp_path_factory.mktemp("keys"))
    keys.publish((keys.make(NOON - timedelta(days=1), NOON + timedelta(days=29)),), Ed25519PrivateKey.generate())
    return keys


@pytest.fixture(scope="session")
def shared_caisse(shared_store: Store, sealing_keys: SealingKeys) -> Iterator[Caisse]:
    running = Caisse(shared_store, demo_settings(), sealing_keys=sealing_keys)
    yield running
    running.stop()


@pytest.fixture
def caisse(store: Store, shared_caisse: Caisse) -> Caisse:
    shared_caisse.clock.at = Clock().at
    shared_caisse.log.clear()
    return shared_caisse


@pytest.fixture
def terminal(caisse: Caisse) -> Terminal:
    return caisse.terminal()


@pytest.fixture
def pen(terminal: Terminal, sealing_keys: SealingKeys) -> Pen:
    (key,) = sealing_keys.all()
    return Pen(terminal, key)


@pytest.fixture
def strict(store: Store, sealing_keys: SealingKeys) -> Iterator[Callable[[IntakeSettings], Caisse]]:
    """Serves the store under other figures until the test ends."""
    running: list[Caisse] = []

    def start(figures: IntakeSettings) -> Caisse:
        running.append(Caisse(store, replace(demo_settings(), intake=figures), sealing_keys=sealing_keys))
        return running[-1]

    yield start
    for one in running:
        one.stop()
