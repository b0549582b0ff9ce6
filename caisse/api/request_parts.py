"""What a signature check needs of a request, and what it tells: the seam between HTTP and ``signatures.verify``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from teleservices.wire.problems import Problem


@dataclass(frozen=True, repr=False)
class RequestParts:
    """A request as it arrived.

    Attributes:
        method: upper case.
        target_uri: absolute, rebuilt from ``public_url`` and the raw path and query, never percent-decoded.
        headers: lower-case names; several lines of one name are joined with ``, `` (RFC 9110 §5.3).
        body: the bytes as sent, ``b""`` without a body.
    """

    method: str
    target_uri: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Verified:
    """A request whose signature holds.

    Attributes:
        terminal: the ``keyid``.
        nonce: as signed; the caisse refuses to see it twice.
        created: when the terminal says it signed, UTC.
    """

    terminal: str
    nonce: str
    created: datetime


KeyFor = Callable[[str], bytes | None]
"""The 32-byte Ed25519 public key of a terminal by its name, None when unknown, not yet enrolled or revoked."""


class Verify(Protocol):
    """Checks a request's signature: ``caisse.api.signatures.verify`` in the product."""

    def __call__(self, request_parts: RequestParts, key_for: KeyFor, now: datetime) -> Verified | Problem:
        """Check form, coverage, digest, window and signature.

        Returns:
            who signed; or ``SIGNATURE``, ``CLOCK_SKEW`` or ``UNKNOWN_TERMINAL``.
        """
        ...
