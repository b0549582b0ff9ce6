"""Deeds of technicians in the outbox: sealed, in a lane of their own, kept whatever is forgotten or stopped."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from outbox_samples import CAISSE_KEY, IDENTITY, ROOT_KEY, Ticking, published, sealing_key
from rfc9180 import AES_256_GCM, open_sealed

from kiosk.sync.filing import OutboxEvent
from kiosk.sync.identity import IdentityAbsent, StoredIdentity
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_filer import Office
from kiosk.sync.outbox_log import DEED_NOT_KEPT
from kiosk.sync.outbox_once import OutboxOnce
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.recent import Recent
from teleservices.logbook import LogEvent
from teleservices.wire import envelope
from teleservices.wire.batches import Item
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

PATIENCE_S = 30.0
ENTERED = MaintenanceRecord(Deed.ENTERED, Way.OFFLINE, "004217")
RESTARTED = MaintenanceRecord(Deed.APPLICATION_RESTARTED, Way.SHELL, "root")


class Bench:
    def __init__(self, folder: Path) -> None:
        root = folder / "root.pem"
        root.write_bytes(ROOT_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        self.ticking = Ticking()
        self.keys = KeyStore(folder / "state", root)
        self.keys.offer(published(1, sealing_key()))
        self.identity: StoredIdentity = IDENTITY
        self.once = OutboxOnce(folder / "state" / "outbox.db", self.ticking.surroundings())
        self.lines: list[tuple[LogEvent, dict[str, object]]] = []
        self.woken = 0
        self.worker = self.another()

    def another(self) -> OutboxWorker:
        office = Office(
            self.once, self.keys, lambda: self.identity, self.ticking.surroundings(), lambda below: below - 1
        )
        return OutboxWorker(
            office,
            Recent(bytes(32), lambda: 0.0),
            self._hear,
            record=self._record,
            kept=self._wake,
            halted=lambda: False,
        )

    def kept(self) -> list[Item]:
        outbox = self.once()
        assert isinstance(outbox, Outbox)
        return [entry.item for entry in outbox.batch(10, 1 << 20)]

    def opened(self, item: Item) -> object:
        outbox = self.once()
        assert isinstance(outbox, Outbox)
        named = {name: value for name, value in vars(item).items() if name not in {"sealed", "signature"}}
        header = envelope.Header(kiosk="borne-01", epoch=outbox.epoch, **named)
        content = open_sealed(base64.b64decode(item.sealed), CAISSE_KEY, envelope.info(header), AES_256_GCM)
        return json.loads(envelope.unpad(content) or b"")

    def _hear(self, _event: OutboxEvent) -> None:
        pass

    def _wake(self) -> None:
        self.woken += 1

    def _record(self, event: LogEvent, **fields: object) -> None:
        self.lines.append((event, fields))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.once.close()


def test_deeds_are_kept_before_the_thread_ends_in_the_lane_of_this_process(bench: Bench) -> None:
    for record in (ENTERED, RESTARTED):
        bench.worker.note(record)
    bench.worker.forget()
    bench.worker.start()
    bench.worker.stop(PATIENCE_S)

    first, second = bench.kept()
    assert first.lane == second.lane
    assert bench.woken == 2
    assert bench.opened(first) == {
        "deed": "entered",
        "way": "offline",
        "technician": "004217",
        "outcome": "done",
        "kind": "maintenance",
    }

    after_restart = bench.another()
    after_restart.note(ENTERED)
    after_restart.start()
    after_restart.stop(PATIENCE_S)
    assert bench.kept()[2].lane != first.lane


def test_what_cannot_be_kept_is_in_the_journal_without_its_author(bench: Bench) -> None:
    bench.identity = IdentityAbsent()
    bench.worker.note(ENTERED)
    bench.worker.start()
    bench.worker.stop(PATIENCE_S)

    assert bench.kept() == []
    assert (DEED_NOT_KEPT, {"deed": "entered", "fault": "no-keys"}) in bench.lines
