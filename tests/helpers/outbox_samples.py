"""An outbox with everything around it decided by the test."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk.sync.identity import Identity
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.sealing import Sealer
from kiosk.sync.surroundings import Surroundings, uuid7
from teleservices.wire import envelope
from teleservices.wire.sealing_keys import PublishedKeys, SealingKey, published_bytes

LANE = "a" * 32
RESERVE = 4096
TERMINAL_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
IDENTITY = Identity("borne-01", TERMINAL_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
CAISSE_KEY = X25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ROOT_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
START = datetime(2026, 11, 22, 9, 12, 44, 123_000, UTC)


class Ticking:
    """Time that moves by a second at each look, and chance that counts."""

    def __init__(self, drawn: int = 0) -> None:
        self.moment = START
        self.drawn = drawn

    def surroundings(self) -> Surroundings:
        return Surroundings(self._now, "boot-1", self._uptime_ms, self._token, self._uuid)

    def _now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def _uptime_ms(self) -> int:
        return int((self.moment - START).total_seconds() * 1000)

    def _token(self, size: int) -> str:
        self.drawn += 1
        return f"{self.drawn:0{2 * size}x}"

    def _uuid(self) -> str:
        self.drawn += 1
        return uuid7(self.moment, self.drawn)


def sealing_key(
    key_id: str = "2026-11", since: str = "2026-11-01T00:00:00Z", key: X25519PrivateKey = CAISSE_KEY
) -> SealingKey:
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    until = (datetime.fromisoformat(since) + timedelta(days=30)).isoformat().replace("+00:00", "Z")
    return SealingKey(key_id, envelope.SUITE, public, since, until)


def published(serial: int, *keys: SealingKey, root: Ed25519PrivateKey = ROOT_KEY) -> PublishedKeys:
    signature = base64.b64encode(root.sign(published_bytes(serial, keys))).decode()
    return PublishedKeys(serial, keys, signature)


SEALER = Sealer(IDENTITY, sealing_key())


def opened(file: Path, ticking: Ticking | None = None, reserve_bytes: int = RESERVE) -> Outbox:
    """The outbox in a file; fails when it cannot be opened."""
    around = (ticking or Ticking()).surroundings()
    outbox = open_outbox(file, surroundings=around, reserve_bytes=reserve_bytes)
    assert isinstance(outbox, Outbox), outbox
    return outbox
