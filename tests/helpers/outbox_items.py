"""What a terminal's outbox would deliver: items sealed and signed by the kiosk's own sealer, batches around them."""

from __future__ import annotations

import base64
import gzip
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from running_caisse import MARIE, Terminal

from kiosk.sync.identity import Identity
from kiosk.sync.sealing import Sealer
from teleservices.wire.batches import Batch, DeadLetter, DeadLetters, Item, QueueState
from teleservices.wire.declarations import ByGrant, Declaration
from teleservices.wire.envelope import Header, digest
from teleservices.wire.sealing_keys import SealingKey

LANE = "1a" * 16
OTHER_LANE = "2b" * 16
EPOCH = "e0" * 16
BOOT = "c1c1c1c1-0000-4000-8000-000000000000"


def written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def declaration(reference: str = "ABCDEFGHJK", nir: str = MARIE) -> Declaration:
    return Declaration("address_change", 1, reference, nir, None, "fr", ByGrant("g"), {"town": "Val-Tilleul"})


def content_of(filed: Declaration) -> bytes:
    return json.dumps(asdict(filed)).encode()


@dataclass
class Pen:
    """Fills an outbox: every item the next ``seq``.

    Attributes:
        ago: how long before the delivery each declaration was filed, by an uptime that never stopped.
    """

    terminal: Terminal
    key: SealingKey
    epoch: str = EPOCH
    seq: int = 0
    uptime_ms: int = 7_200_000
    ago: timedelta = timedelta(minutes=5)
    queue: QueueState = field(default_factory=lambda: QueueState(1, 1, None, 0, 0))

    def item(self, lane: str = LANE, content: bytes | None = None, **changes: Any) -> Item:
        """A new declaration, ``changes`` made to the header before it is sealed."""
        self.seq += 1
        sealer = Sealer(Identity(self.terminal.name, _pem(self.terminal.key)), self.key)
        now = self.terminal.caisse.clock() + self.terminal.skew
        header = Header(
            kiosk=self.terminal.name,
            epoch=self.epoch,
            seq=self.seq,
            op_id=str(uuid.uuid4()),
            lane=lane,
            suite=sealer.suite,
            key_id=sealer.key_id,
            signer=sealer.signer,
            occurred_at=written(now - self.ago),
            boot_id=BOOT,
            uptime_ms=self.uptime_ms - int(self.ago.total_seconds() * 1000),
        )
        header = replace(header, **changes)
        sealed, signature = sealer.seal(header, content or content_of(declaration()))
        fields = {name: getattr(header, name) for name in Item.__dataclass_fields__ if hasattr(header, name)}
        return Item(**fields, sealed=base64.b64encode(sealed).decode(), signature=base64.b64encode(signature).decode())

    def batch(self, *items: Item, **changes: Any) -> Batch:
        made = Batch(
            request=str(uuid.uuid4()),
            epoch=self.epoch,
            sent_at=written(self.terminal.caisse.clock() + self.terminal.skew),
            boot_id=BOOT,
            uptime_ms=self.uptime_ms,
            queue=self.queue,
            items=items,
        )
        return replace(made, **changes)

    def deliver(self, *items: Item, **changes: Any) -> requests.Response:
        return post(self.terminal, "/v1/batches", asdict(self.batch(*items, **changes)))

    def statuses(self, *items: Item, **changes: Any) -> list[str]:
        """The verdicts in a word each: ``accepted``, ``duplicate accepted``, ``deferred key`` …"""
        return told(self.deliver(*items, **changes), items)

    def give_up(self, *items: Item, reason: str = "/problems/malformed") -> requests.Response:
        batch = self.batch()
        letters = DeadLetters(
            batch.request,
            batch.epoch,
            batch.sent_at,
            batch.boot_id,
            batch.uptime_ms,
            tuple(DeadLetter(item, reason) for item in items),
        )
        return post(self.terminal, "/v1/dead-letters", asdict(letters))

    def digest(self, item: Item) -> str:
        """What the outbox holds the verdict against."""
        names = [name for name in Header.__dataclass_fields__ if name not in {"kiosk", "epoch"}]
        header = Header(self.terminal.name, self.epoch, *(getattr(item, name) for name in names))
        return digest(header, base64.b64decode(item.sealed)).hex()


def told(answer: requests.Response, items: Sequence[Item]) -> list[str]:
    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert [result["seq"] for result in results] == [item.seq for item in items]
    return [" ".join(str(result[k]) for k in ("status", "first", "reason") if result[k]) for result in results]


def post(terminal: Terminal, path: str, body: Any, coding: str | None = None) -> requests.Response:
    """Send bytes, or JSON, signed as the kiosk signs; ``gzip`` compresses them first."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    if coding is not None:
        headers["Content-Encoding"] = coding
        content = gzip.compress(content) if coding == "gzip" and not isinstance(body, bytes) else content
    return requests.post(
        terminal.caisse.url + path, data=content, headers=headers, auth=terminal.signature(), timeout=30
    )


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
