"""Texts that wait in the database until they have left, readable only with a key that is not there (AES-256-GCM)."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12


def seal(key: bytes, purpose: str, content: bytes) -> bytes:
    """Close a text.

    Args:
        key: 32 bytes: ``Keys.sealing``.
        purpose: what it is and whose row it stands in, ``sms:<id>``; it opens under no other.
        content: at most a few KiB.
    """
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, purpose.encode())


def unseal(key: bytes, purpose: str, sealed: bytes) -> bytes | None:
    """What ``seal`` closed; None under another key or purpose, or when a bit was changed."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except (InvalidTag, ValueError):
        return None
