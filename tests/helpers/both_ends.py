"""The two ends as processes that are killed: the terminal's outbox and courier, and the whole caisse.

Both are the product's own parts, put together as ``kiosk.parts`` and ``caisse.server`` do, without the screen.
"""

from __future__ import annotations

import os
import random
import secrets
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from caisse import settings as caisse_settings
from caisse.server import serve
from kiosk.sync import identity
from kiosk.sync.courier import Courier, real_chances
from kiosk.sync.courier_means import Chances, Means
from kiosk.sync.delivery import over_tls
from kiosk.sync.filing import Filed, Filing, FilingEnded, OutboxEvent
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_filer import Office
from kiosk.sync.outbox_once import FILE, OutboxOnce
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.recent import Recent
from kiosk.sync.settings import LinkSettings
from kiosk.sync.surroundings import of_this_machine
from teleservices.catalogue.address_change import ADDRESS_CHANGE
from teleservices.wire.declarations import ByGrant

HASTE = 0.02
"""Every wait of the courier's is this fraction of the real one."""
A_VISIT = 3
"""Declarations filed under one lane."""


@dataclass(frozen=True)
class TerminalEnd:
    """Where a terminal works.

    Attributes:
        state: its state directory, enrolled.
        url, ca, root: of the caisse.
        nir, grant: of the person who files.
    """

    state: Path
    url: str
    ca: Path
    root: Path
    nir: str
    grant: str


@dataclass(frozen=True)
class CaisseEnd:
    """Where a caisse works.

    Attributes:
        files: its settings.
        state: its state directory.
        port: to listen on.
        url: what terminals call.
    """

    files: tuple[Path, ...]
    state: Path
    port: int
    url: str


@dataclass(frozen=True)
class Told:
    """What a terminal acknowledged: the person has their receipt.

    Attributes:
        visit: names the lane, together with the process.
        street: what was declared, unlike any other.
    """

    process: int
    visit: int
    reference: str
    street: str


def _filing(end: TerminalEnd, visit: int, street: str) -> Filing:
    flow = ADDRESS_CHANGE.flow
    if flow is None:
        raise ValueError("a declaration without a flow")
    answers = {"where": "france", "commune": "33063:33000", "street": street}
    return Filing(visit, ADDRESS_CHANGE.id, flow.revision, end.nir, None, "fr", ByGrant(end.grant), answers)


@dataclass
class _Outcomes:
    ended: SimpleQueue[FilingEnded] = field(default_factory=SimpleQueue)

    def post(self, event: OutboxEvent) -> None:
        if isinstance(event, FilingEnded):
            self.ended.put(event)


def file_and_deliver(told: Connection, end: TerminalEnd, rest_s: float) -> None:
    """File one declaration after the other and deliver them, until killed; tell each that is kept.

    Args:
        told: takes a ``Told`` for each.
        end: where.
        rest_s: seconds between two; negative: file nothing, only deliver, and tell what is pending, parked and dead
            once nothing is pending.
    """
    log = (end.state / "chaos.log").open("a", encoding="utf-8", buffering=1)

    def record(event: object, **fields: object) -> None:
        log.write(f"{event} {fields}\n")

    around = of_this_machine()
    chance = random.SystemRandom()
    real = real_chances()
    hasty = Chances(real.monotonic, lambda low, high: HASTE * chance.uniform(low, high), real.new_request)
    link = LinkSettings(end.url, end.ca, connect_s=2, read_s=2, total_s=4)

    def stored() -> identity.StoredIdentity:
        return identity.load(end.state)

    outbox = OutboxOnce(end.state / FILE, around)
    keys = KeyStore(end.state, end.root)
    outcomes = _Outcomes()
    means = Means(over_tls(link, stored), keys, stored, around, hasty, 1.0, record)
    courier = Courier(outbox, means, changed=lambda: None)
    office = Office(outbox, keys, stored, around, secrets.randbelow)
    recent = Recent(secrets.token_bytes(32), time.monotonic)
    worker = OutboxWorker(
        office, recent, outcomes.post, record=record, kept=courier.wake, halted=lambda: courier.halt is not None
    )
    worker.start()
    courier.start()
    if rest_s < 0:
        _wait_until_delivered(told, outbox)
        return
    count = 0
    while True:
        count += 1
        visit, street = count // A_VISIT, f"{secrets.randbelow(10**9)} RUE DU TILLEUL"
        worker.file(f"call-{count}", _filing(end, visit, street))
        match outcomes.ended.get().outcome:
            case Filed(reference):
                told.send(Told(os.getpid(), visit, reference.signs, street))
            case outcome:
                told.send(repr(outcome))
        time.sleep(rest_s)


def _wait_until_delivered(told: Connection, opened: OutboxOnce) -> None:
    outbox = opened()
    if not isinstance(outbox, Outbox):
        told.send(outbox.value)
        return
    pause = threading.Event()
    while (state := outbox.state()).pending:
        pause.wait(0.05)
    told.send((state.pending, state.parked, state.dead))


def answer_and_apply(told: Connection, end: CaisseEnd) -> None:
    """The whole caisse, until killed; tells its ready line."""
    log = os.open(end.state / "caisse.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    settings = caisse_settings.read(end.files, {"state_dir": str(end.state)})
    serve(settings.with_server({"port": end.port, "public_url": end.url}), told.send)
