"""An outbox without a disk: real seals, real signatures, batches of 100 made before the clock runs."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

import requests
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from bench.bare_rows import Row
from bench.bare_terminal import BareTerminal, Caisse, send
from teleservices.wire.batches import Batch as WireBatch
from teleservices.wire.batches import Item, QueueState
from teleservices.wire.envelope import SUITE, Header, canonical, digest, info, pad, signed_bytes, signer_of

SIZE: Final = 100
_HPKE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_CONTENT: Final = pad(b"{}")
_BOOT: Final = "bench"


@dataclass(frozen=True, repr=False)
class Batch:
    """The same declarations as a request to the caisse and as rows for a bare loop."""

    request: requests.PreparedRequest
    rows: tuple[Row, ...]


class BareOutbox:
    """Of one terminal.

    Args:
        terminal: enrolled.
        caisse: whose newest key it seals to.
    """

    def __init__(self, terminal: BareTerminal, caisse: Caisse) -> None:
        self._terminal = terminal
        answer = requests.get(f"{caisse.url}/v1/keys", verify=str(caisse.ca_file), timeout=60)
        key = answer.json()["keys"][-1]
        self._key_id = str(key["key_id"])
        self._public = X25519PublicKey.from_public_bytes(base64.b64decode(key["public"]))
        self._signer = signer_of(terminal.key.public_key().public_bytes_raw())
        self._epoch = secrets.token_hex(16)
        self._seq = 0
        self._connection = terminal.connection()

    def batch(self) -> Batch:
        """The next declarations, one visit each."""
        now = datetime.now(UTC)
        made = [self._sealed(now) for _ in range(SIZE)]
        batch = WireBatch(
            request=str(uuid.uuid4()),
            epoch=self._epoch,
            sent_at=_told(now),
            boot_id=_BOOT,
            uptime_ms=self._seq,
            queue=QueueState(SIZE, self._seq - SIZE + 1, self._key_id, 0, 0),
            items=tuple(item for item, _ in made),
        )
        request = self._terminal.signed("/v1/batches", json.dumps(asdict(batch)).encode())
        return Batch(request, tuple(row for _, row in made))

    def deliver(self, batch: Batch) -> None:
        """Send a batch.

        Raises:
            RuntimeError: not all of it was accepted.
        """
        answer = json.loads(send(batch.request, self._connection))
        told = [result["status"] for result in answer["results"]]
        if told != ["accepted"] * len(batch.rows):
            raise RuntimeError(f"the caisse answered {set(told)}")

    def _sealed(self, now: datetime) -> tuple[Item, Row]:
        self._seq += 1
        header = Header(
            kiosk=self._terminal.name,
            epoch=self._epoch,
            seq=self._seq,
            op_id=str(uuid.uuid4()),
            lane=secrets.token_hex(16),
            suite=SUITE,
            key_id=self._key_id,
            signer=self._signer,
            occurred_at=_told(now),
            boot_id=_BOOT,
            uptime_ms=self._seq,
        )
        sealed = _HPKE.encrypt(_CONTENT, self._public, info=info(header))
        signature = self._terminal.key.sign(signed_bytes(header, sealed))
        outside = {name: value for name, value in vars(header).items() if name not in {"kiosk", "epoch"}}
        item = Item(**outside, sealed=base64.b64encode(sealed).decode(), signature=base64.b64encode(signature).decode())
        row = Row(
            terminal=header.kiosk,
            epoch=header.epoch,
            seq=header.seq,
            digest=digest(header, sealed),
            lane=header.lane,
            header=canonical(header),
            sealed=sealed,
            signature=signature,
            filed_at=now.isoformat(" "),
        )
        return item, row


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
