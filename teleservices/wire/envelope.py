"""The envelope of a queued declaration: what stands outside the seal, and every byte string that is made of it.

One function gives the header's bytes; seal, digest and signature are all bound to them, at both ends (facts/sync.md §3,
§4). ``tests/teleservices/test_envelope.py`` holds golden vectors: a change of any byte here is a new suite.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final

SUITE: Final = "x25519-hkdf-sha256-aes-256-gcm"
"""HPKE, base mode (RFC 9180): KEM 0x0020, KDF 0x0001, AEAD 0x0002."""
STEP: Final = 1024
"""Contents are padded to multiples of this many bytes: their length must not tell one kind from another."""
OVERHEAD: Final = 48
"""Bytes that sealing adds: the encapsulated key and the tag."""
LARGEST: Final = 64 * STEP
"""Bytes of the longest padded content."""

_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


@dataclass(frozen=True)
class Header:
    """What is readable of a queued declaration; nothing of it says who or what.

    Attributes:
        kiosk: the terminal's name.
        epoch: 32 hexadecimal digits, drawn with the database: a terminal set up anew begins another.
        seq: from 1, in the order of filing; with ``kiosk`` and ``epoch`` the idempotency key.
        op_id: UUID version 7, in its usual text form.
        lane: 32 hexadecimal digits, drawn for each visit: its declarations are applied in order.
        suite: ``SUITE``.
        key_id: which of the caisse's keys it is sealed to.
        signer: ``signer_of`` the terminal's public key.
        occurred_at: filing by the terminal's clock, ``2026-11-22T09:12:44.123Z``.
        boot_id: of the running system, to correct that clock.
        uptime_ms: since the start of the system, at the filing.
    """

    kiosk: str
    epoch: str
    seq: int
    op_id: str
    lane: str
    suite: str
    key_id: str
    signer: str
    occurred_at: str
    boot_id: str
    uptime_ms: int


def canonical(header: Header) -> bytes:
    """The header's only byte form: JSON, keys sorted, no space, ASCII."""
    # A header is flat: its own dictionary says what ``asdict`` would, which copies each value first.
    return _ENCODER.encode(vars(header)).encode("ascii")


def info(header: Header) -> bytes:
    """HPKE's ``info``: a content opens under its own header only."""
    return b"borne/declaration/1\x00" + canonical(header)


def digest(header: Header, sealed: bytes) -> bytes:
    """SHA-256 of header and sealed bytes: with the idempotency key it tells a repetition from something else."""
    return digest_of(canonical(header), sealed)


def digest_of(head: bytes, sealed: bytes) -> bytes:
    """``digest``, of a header whose ``canonical`` bytes are at hand."""
    return hashlib.sha256(len(head).to_bytes(4, "big") + head + sealed).digest()


def signed_bytes(header: Header, sealed: bytes) -> bytes:
    """What the terminal's Ed25519 key signs."""
    return b"borne/envelope/1\x00" + digest(header, sealed)


def signer_of(public_key: bytes) -> str:
    """Names a terminal's key, 32 bytes raw: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def pad(content: bytes) -> bytes:
    """Lengthen a content to the next multiple of ``STEP``: a 1 bit, then 0 bits (ISO/IEC 7816-4).

    Raises:
        ValueError: it would be longer than ``LARGEST``.
    """
    if len(content) >= LARGEST:
        raise ValueError("content too long")
    return content + b"\x80" + b"\x00" * (-(len(content) + 1) % STEP)


def unpad(padded: bytes) -> bytes | None:
    """What ``pad`` lengthened; None for anything else."""
    bare = padded.rstrip(b"\x00")
    if not padded or len(padded) % STEP or not bare.endswith(b"\x80") or len(padded) - len(bare) >= STEP:
        return None
    return bare[:-1]
