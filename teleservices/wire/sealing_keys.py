"""The caisse's public keys for sealing, published at ``GET /v1/keys`` and signed by an offline root (facts/sync.md §4).

Whoever holds the caisse's machine can replace its keys, not the root's signature: terminals believe no other.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass(frozen=True)
class SealingKey:
    """A key that declarations may be sealed to.

    Attributes:
        key_id: ``2026-11``-like, 32 characters at most, never used again.
        suite: ``envelope.SUITE``.
        public: X25519, 32 bytes, base64.
        not_before, not_after: ``2026-11-22T00:00:00Z``.
    """

    key_id: str
    suite: str
    public: str
    not_before: str
    not_after: str


@dataclass(frozen=True)
class PublishedKeys:
    """All keys in use.

    Attributes:
        serial: grows by one with each publication: an older one never replaces a newer one.
        signature: the root's Ed25519 signature of ``published_bytes``, base64.
    """

    serial: int
    keys: tuple[SealingKey, ...]
    signature: str


def published_bytes(serial: int, keys: tuple[SealingKey, ...]) -> bytes:
    """What the root signs."""
    content = {"keys": [asdict(key) for key in keys], "serial": serial}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return b"borne/keys/1\x00" + text.encode("ascii")


def key_for(keys: tuple[SealingKey, ...], now: datetime) -> SealingKey | None:
    """The key to seal to: the newest that is valid now; the newest of all when none is, for no citizen is refused for
    a date (a terminal's clock may be dead); None where there are no keys.

    Args:
        keys: of a publication whose signature was checked.
        now: aware.
    """
    valid = [key for key in keys if _moment(key.not_before) <= now < _moment(key.not_after)]
    return max(valid or keys, key=lambda key: (_moment(key.not_before), key.key_id), default=None)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
