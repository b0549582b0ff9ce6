"""From a deed at the terminal to a line of the trail: the terminal's own outbox at one end, the caisse at the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from outbox_items import Pen
from running_caisse import NOON, Caisse, Terminal, demo_settings
from technicians_at_work import SACHA

from caisse.declarations.judging import judge
from caisse.declarations.worker import Worker
from caisse.handlers.trail import trail
from caisse.sealing_keys import SealingKeys
from caisse.store.store import Store
from kiosk.sync.identity import Identity
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_filer import Office
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.recent import Recent
from kiosk.sync.surroundings import of_this_machine
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

PATIENCE_S = 30.0
ROOT = Ed25519PrivateKey.generate()
DEEDS = (
    MaintenanceRecord(Deed.ENTERED, Way.ONLINE, SACHA.number),
    MaintenanceRecord(Deed.TICKET_TESTED, Way.ONLINE, SACHA.number, "no-paper"),
    MaintenanceRecord(Deed.APPLICATION_RESTARTED, Way.SHELL, "root"),
    MaintenanceRecord(Deed.REFUSED, Way.OFFLINE, ""),
)


@pytest.fixture(scope="session")
def sealing_keys(tmp_path_factory: pytest.TempPathFactory) -> SealingKeys:
    keys = SealingKeys(tmp_path_factory.mktemp("sealing"))
    keys.publish((keys.make(NOON - timedelta(days=1), NOON + timedelta(days=29)),), ROOT)
    return keys


@pytest.fixture(scope="session")
def shared_caisse(shared_store: Store, sealing_keys: SealingKeys) -> Iterator[Caisse]:
    running = Caisse(shared_store, demo_settings(), sealing_keys=sealing_keys)
    yield running
    running.stop()


@pytest.fixture
def outbox(caisse: Caisse, terminal: Terminal, sealing_keys: SealingKeys, tmp_path: Path) -> Iterator[Outbox]:
    """What a terminal keeps that was told the deeds, by the caisse's clock."""
    root = tmp_path / "root.pem"
    root.write_bytes(ROOT.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    keys, published = KeyStore(tmp_path, root), sealing_keys.published()
    assert published is not None
    keys.offer(published)
    pem = terminal.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    surroundings = replace(of_this_machine(), now=caisse.clock)
    opened = open_outbox(tmp_path / "outbox.sqlite3", surroundings=surroundings)
    assert isinstance(opened, Outbox)
    office = Office(lambda: opened, keys, lambda: Identity(terminal.name, pem), surroundings, lambda below: below - 1)
    worker = OutboxWorker(
        office,
        Recent(bytes(32), lambda: 0.0),
        lambda _event: None,
        record=lambda _event, **_fields: None,
        kept=lambda: None,
        halted=lambda: False,
    )
    for deed in DEEDS:
        worker.note(deed)
    worker.start()
    worker.stop(PATIENCE_S)
    yield opened
    opened.close()


def test_what_a_terminal_notes_stands_in_the_trail(
    caisse: Caisse, terminal: Terminal, outbox: Outbox, sealing_keys: SealingKeys
) -> None:
    (key,) = sealing_keys.all()
    items = [entry.item for entry in outbox.batch(10, 1 << 20)]
    pen = Pen(terminal, key, epoch=outbox.epoch)
    machine = of_this_machine()
    now = {"boot_id": machine.boot_id, "uptime_ms": machine.uptime_ms()}
    assert pen.statuses(*items, **now) == ["accepted"] * len(DEEDS)
    worker = Worker(caisse.parts, judge)
    while worker.round():
        pass
    lines = caisse.store.read(trail)
    told = {(line.deed, line.way, line.technician, line.outcome) for line in lines}
    assert told == {(deed.deed, deed.way, deed.technician, deed.outcome) for deed in DEEDS}
    assert {(line.terminal, line.unsure) for line in lines} == {(terminal.name, False)}
