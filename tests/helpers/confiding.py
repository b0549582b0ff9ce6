"""A terminal's whole end as a process that files, delivers, and stops at each moment of that to be looked at.

The parts are put together as ``kiosk.parts`` does, with the product's own journal, into a file.
"""

from __future__ import annotations

import os
import random
import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

from kiosk import journal
from kiosk.sync import identity
from kiosk.sync.abort import Abort
from kiosk.sync.answers import NoAnswer
from kiosk.sync.courier import Courier, real_chances
from kiosk.sync.courier_means import Chances, Means
from kiosk.sync.delivery import Delivery
from kiosk.sync.filing import Filed, Filing, FilingEnded, OutboxEvent
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_filer import Office
from kiosk.sync.outbox_once import FILE, OutboxOnce
from kiosk.sync.outbox_worker import OutboxWorker
from kiosk.sync.recent import Recent
from kiosk.sync.settings import LinkSettings
from kiosk.sync.signed import SignedExchange
from kiosk.sync.surroundings import of_this_machine
from kiosk.sync.transport import Reply
from teleservices.logbook import Logbook

JOURNAL = "journal.log"
_HASTE = 0.02


class Moment(StrEnum):
    """Where a terminal stands with what it was told."""

    READY = "before anything is filed"
    QUEUED = "while it waits"
    SENDING = "while the first batch is about to be sent"
    ANSWERED = "while the first answer is in hand, not settled"
    HALFWAY = "while the first batch is settled and the rest waits"
    DRAINED = "after everything was delivered"


@dataclass(frozen=True)
class Home:
    """Where a terminal works.

    Attributes:
        state: its state directory, enrolled.
        temporary: its own directory for temporary files.
        url, ca, root: of the caisse.
    """

    state: Path
    temporary: Path
    url: str
    ca: Path
    root: Path


class _Stopping:
    """The product's exchange, which says where it stands and goes on when told to."""

    def __init__(self, inner: SignedExchange, stand: _Stand, meanwhile: Callable[[], None]) -> None:
        self._inner = inner
        self._stand = stand
        self._meanwhile = meanwhile
        self._batches = 0

    def __call__(
        self,
        method: str,
        path: str,
        abort: Abort | None = None,
        *,
        body: bytes | None = None,
        encoding: str | None = None,
    ) -> Reply | NoAnswer:
        if path != "/v1/batches":
            return self._inner(method, path, abort, body=body, encoding=encoding)
        self._batches += 1
        if self._batches < 3:
            self._stand.at(Moment.SENDING if self._batches == 1 else Moment.HALFWAY)
        reply = self._inner(method, path, abort, body=body, encoding=encoding)
        if self._batches == 1:
            self._meanwhile()
            self._stand.at(Moment.ANSWERED)
        return reply

    def close(self) -> None:
        self._inner.close()


class _Stand:
    def __init__(self, told: Connection, orders: Connection) -> None:
        self._told = told
        self._orders = orders

    def at(self, moment: Moment) -> None:
        self._told.send(moment)
        self._orders.recv()


def confide(
    told: Connection, orders: Connection, home: Home, filings: tuple[Filing, ...], meanwhile: tuple[Filing, ...]
) -> None:
    """File, deliver, and stay, until killed.

    Args:
        told: takes each ``Moment`` as it is reached, and the references of what was filed before it.
        orders: anything that comes makes it go on.
        home: where.
        filings: what to file before the courier starts.
        meanwhile: what to file while the first batch is under way.
    """
    os.environ["TMPDIR"] = str(home.temporary)
    tempfile.tempdir = None
    lines = (home.state / JOURNAL).open("a", encoding="utf-8", buffering=1)
    log = Logbook(journal.CATALOGUE, lambda line: print(line, file=lines))
    around, chance, real = of_this_machine(), random.SystemRandom(), real_chances()
    hasty = Chances(real.monotonic, lambda low, high: _HASTE * chance.uniform(low, high), real.new_request)

    def stored() -> identity.StoredIdentity:
        return identity.load(home.state)

    stand = _Stand(told, orders)
    opened = OutboxOnce(home.state / FILE, around)
    keys = KeyStore(home.state, home.root)
    ended: SimpleQueue[FilingEnded] = SimpleQueue()

    def post(event: OutboxEvent) -> None:
        if isinstance(event, FilingEnded):
            ended.put(event)

    def file(what: tuple[Filing, ...]) -> None:
        references = []
        for filing in what:
            worker.file("call", filing)
            outcome = ended.get().outcome
            references.append(outcome.reference.signs if isinstance(outcome, Filed) else repr(outcome))
        told.send(references)

    signed = SignedExchange(LinkSettings(home.url, home.ca), stored, kept=True)
    exchange = _Stopping(signed, stand, lambda: file(meanwhile))
    means = Means(Delivery(exchange), keys, stored, around, hasty, 1.0, log.record)
    courier = Courier(opened, means, changed=lambda: None)
    office = Office(opened, keys, stored, around, secrets.randbelow)
    recent = Recent(secrets.token_bytes(32), time.monotonic)
    worker = OutboxWorker(office, recent, post, record=log.record, kept=courier.wake, halted=lambda: False)
    worker.start()
    stand.at(Moment.READY)
    file(filings)
    stand.at(Moment.QUEUED)
    courier.start()
    outbox = opened()
    pause = threading.Event()
    while isinstance(outbox, Outbox) and outbox.state().pending:
        pause.wait(0.02)
    stand.at(Moment.DRAINED)
