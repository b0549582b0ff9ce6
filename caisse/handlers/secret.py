"""Opaque texts that open something: the caisse keeps their hash, never themselves."""

from __future__ import annotations

import hashlib
import hmac


def hashed(token: str) -> bytes:
    """What is stored of a token: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def derived(token: str, subject: str) -> str:
    """An opaque name for something, that only the holder of a token and the caisse can make; 32 hexadecimal signs."""
    return hmac.new(token.encode(), subject.encode(), hashlib.sha256).hexdigest()[:32]
