"""A terminal's own outbox and courier, on time that only a test moves."""

from __future__ import annotations

import itertools
import random
import secrets
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from courier_caisse import ROOT, TERMINAL_NAME, pem_of_root
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic_core import to_json

from kiosk.sync.abort import Abort
from kiosk.sync.courier_means import Chances, Means
from kiosk.sync.courier_rounds import Rounds
from kiosk.sync.delivery import Delivery, Exchange
from kiosk.sync.identity import Identity
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_values import Put
from kiosk.sync.sealing import Sealer
from kiosk.sync.surroundings import Surroundings, uuid7
from teleservices.logbook import LogEvent
from teleservices.wire.declarations import ByGrant, Declaration
from teleservices.wire.sealing_keys import SealingKey

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
IDENTITY = Identity(TERMINAL_NAME, SIGNER.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

__all__ = ["IDENTITY", "NOON", "ROOT", "SIGNER", "CourierTerminal"]


class CourierTerminal:
    """One terminal.

    Attributes:
        time: monotonic seconds.
        told: lines of the journal.
        changes: how often the outbox was said to have changed.
    """

    def __init__(self, folder: Path, network: Exchange, *, spread_s: float = 0.0, seed: int = 0) -> None:
        self._folder = folder
        self._network = network
        self._spread_s = spread_s
        self._random = random.Random(seed)
        self._numbers = itertools.count(1)
        self.time = 0.0
        self.told: list[LogEvent] = []
        self.changes = 0
        self.keys = KeyStore(folder, pem_of_root(folder))
        self.lanes: dict[str, str] = {}
        self.start()

    @property
    def file(self) -> Path:
        return self._folder / "outbox.sqlite3"

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.time)

    def start(self) -> None:
        """A new process on the same disk."""
        surroundings = Surroundings(
            now=self.now,
            boot_id="boot-1",
            uptime_ms=lambda: int(self.time * 1000),
            token_hex=secrets.token_hex,
            uuid7=lambda: uuid7(self.now(), secrets.randbits(74)),
        )
        opened = open_outbox(self.file, surroundings=surroundings, reserve_bytes=4096)
        assert isinstance(opened, Outbox), opened
        self.outbox = opened
        self.means = Means(
            delivery=Delivery(self._network),
            keys=self.keys,
            identity=lambda: IDENTITY,
            surroundings=surroundings,
            chances=Chances(
                lambda: self.time, self._random.uniform, lambda: f"00000000-0000-4000-8000-{next(self._numbers):012x}"
            ),
            spread_s=self._spread_s,
            record=lambda event, **_fields: self.told.append(event),
        )
        self.rounds = Rounds(self.outbox, self.means, self._changed)

    def crash(self) -> None:
        """The process dies; the file is as its commits left it."""
        self.outbox.close()
        self.start()

    def reinstall(self) -> None:
        """The machine is set up anew: another database, another epoch."""
        self.outbox.close()
        for file in self._folder.glob("outbox.sqlite3*"):
            file.unlink()
        self.start()

    def file_one(self, lane: str, key: SealingKey, *, suite: str | None = None) -> tuple[int, str]:
        """Keep a declaration; its ``seq`` and reference."""
        lane_id = self.lanes.setdefault(lane, secrets.token_hex(16))
        reference = f"{lane}-{next(self._numbers)}"
        declaration = Declaration("address_change", 1, reference, lane, None, "fr", ByGrant("g"), {})
        sealer = Sealer(IDENTITY, key)
        if suite is not None:
            sealer.suite = suite
        put = self.outbox.put(lane_id, bytes(to_json(asdict(declaration))), sealer)
        assert isinstance(put, Put), put
        return put.seq, reference

    def step(self) -> float:
        return self.rounds.step(Abort())

    def run(self, most: int = 200) -> int:
        """Do all that is due without waiting; how many steps that took."""
        for steps in range(most):
            if self.step() > 0:
                return steps
        raise AssertionError("it never rests")

    def drain(self, most: int = 400) -> None:
        """Let time pass until nothing waits."""
        for _ in range(most):
            rest_s = self.step()
            if not self.outbox.queue_state().pending and not self.outbox.dead_letters() and rest_s > 0:
                return
            self.time += rest_s
        raise AssertionError(f"it does not drain: {self.outbox.queue_state()}, {self.rounds.standing}")

    def _changed(self) -> None:
        self.changes += 1
