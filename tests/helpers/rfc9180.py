"""HPKE's base mode with X25519 and HKDF-SHA256, written from RFC 9180 on HMAC, X25519 and AES-GCM alone: a second
opinion on the library that the product uses.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM_ID, KDF_ID = 0x0020, 0x0001
AES_128_GCM, AES_256_GCM = 0x0001, 0x0002
_KEY_BYTES = {AES_128_GCM: 16, AES_256_GCM: 32}


@dataclass(frozen=True)
class Schedule:
    """What §5.1 derives."""

    context: bytes
    secret: bytes
    key: bytes
    base_nonce: bytes
    exporter_secret: bytes


def shared_secret(private: X25519PrivateKey, encapsulated: bytes) -> bytes:
    """§4.1, ``Decap``."""
    public = private.public_key().public_bytes_raw()
    return _extract_and_expand(private.exchange(X25519PublicKey.from_public_bytes(encapsulated)), encapsulated + public)


def key_schedule(shared: bytes, info: bytes, aead: int) -> Schedule:
    """§5.1, base mode: no PSK."""
    suite = b"HPKE" + b"".join(part.to_bytes(2, "big") for part in (KEM_ID, KDF_ID, aead))
    psk_id_hash = _labeled_extract(suite, b"", b"psk_id_hash", b"")
    info_hash = _labeled_extract(suite, b"", b"info_hash", info)
    context = b"\x00" + psk_id_hash + info_hash
    secret = _labeled_extract(suite, shared, b"secret", b"")
    return Schedule(
        context,
        secret,
        _labeled_expand(suite, secret, b"key", context, _KEY_BYTES[aead]),
        _labeled_expand(suite, secret, b"base_nonce", context, 12),
        _labeled_expand(suite, secret, b"exp", context, 32),
    )


def seal_with(schedule: Schedule, content: bytes, aad: bytes) -> bytes:
    """§5.2, the first message of a context: its nonce is the base nonce."""
    return AESGCM(schedule.key).encrypt(schedule.base_nonce, content, aad)


def open_sealed(sealed: bytes, private: X25519PrivateKey, info: bytes, aead: int) -> bytes:
    """§6.1, ``Open`` of encapsulated key and ciphertext, without additional data."""
    encapsulated, ciphertext = sealed[:32], sealed[32:]
    schedule = key_schedule(shared_secret(private, encapsulated), info, aead)
    return AESGCM(schedule.key).decrypt(schedule.base_nonce, ciphertext, b"")


def _extract_and_expand(dh: bytes, context: bytes) -> bytes:
    suite = b"KEM" + KEM_ID.to_bytes(2, "big")
    return _labeled_expand(suite, _labeled_extract(suite, b"", b"eae_prk", dh), b"shared_secret", context, 32)


def _labeled_extract(suite: bytes, salt: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, hashlib.sha256)


def _labeled_expand(suite: bytes, prk: bytes, label: bytes, context: bytes, length: int) -> bytes:
    """One block of HKDF-Expand is enough: nothing here is longer than a SHA-256."""
    labeled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
    return hmac.digest(prk, labeled + b"\x01", hashlib.sha256)[:length]
