"""Whether a terminal signed this very request (RFC 9421), and when; the profile is ``teleservices.wire.signature``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)

from caisse.api.request_parts import KeyFor, RequestParts, Verified
from teleservices.wire.problems import Problem
from teleservices.wire.signature import ALGORITHM, COMPONENTS, TAG, WINDOW_S

_NONCE = re.compile(r"[A-Za-z0-9_-]{22,64}")
"""At least 128 bits in base64url; at most what the store of seen ones should keep."""


def verify(request_parts: RequestParts, key_for: KeyFor, now: datetime) -> Verified | Problem:
    """Check who signed a request, that nothing of it was changed, and when it was signed.

    A signature counts if it is the only one tagged ``kiosk-v1``, is made with Ed25519 and says so, covers every one
    of ``COMPONENTS`` that the request has, and carries a nonce of at least 128 bits. The digest is compared with the
    body. Whether the nonce was seen before is the caller's to know.

    Args:
        request_parts: the request as it arrived.
        key_for: a terminal's public key by its name.
        now: the caisse's clock, with a zone.

    Returns:
        who signed; ``UNKNOWN_TERMINAL`` without a key for that name; ``CLOCK_SKEW`` for a good signature made more
        than ``WINDOW_S`` seconds away from ``now``; ``SIGNATURE`` for all else.
    """
    keys = _Keys(key_for)
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=keys)
    message = _Message(request_parts.method, request_parts.target_uri, request_parts.headers)
    required = tuple(name for name in COMPONENTS if name.startswith("@") or name in request_parts.headers)
    try:
        results = verifier.verify(
            message, max_age=None, expect_tag=TAG, require_components=required, body=request_parts.body
        )
    except HTTPMessageSignaturesException:
        return Problem.UNKNOWN_TERMINAL if keys.unknown else Problem.SIGNATURE
    if len(results) != 1:
        return Problem.SIGNATURE
    signed = results[0].parameters
    nonce, terminal, created_s = signed.get("nonce"), signed["keyid"], signed["created"]
    if signed.get("alg") != ALGORITHM or not isinstance(nonce, str) or not _NONCE.fullmatch(nonce):
        return Problem.SIGNATURE
    created = datetime.fromtimestamp(int(created_s), UTC)
    if abs(now - created) > timedelta(seconds=WINDOW_S):
        return Problem.CLOCK_SKEW
    return Verified(str(terminal), nonce, created)


@dataclass(frozen=True, repr=False)
class _Message:
    """A request in the library's words."""

    method: str
    url: str
    headers: Mapping[str, str]


class _Verifier(HTTPMessageVerifier):
    # The library reads the machine's clock; the window is checked above, by the caisse's own.
    max_clock_skew = timedelta(days=36_500)
    signature_metadata_parameters: ClassVar[set[str]] = {"alg", "created", "keyid", "nonce", "tag"}


class _Keys(HTTPSignatureKeyResolver):
    def __init__(self, key_for: KeyFor) -> None:
        self._key_for = key_for
        self.unknown = False

    def resolve_public_key(self, key_id: str) -> Ed25519PublicKey | None:
        key = self._key_for(key_id)
        self.unknown = key is None
        return None if key is None else Ed25519PublicKey.from_public_bytes(key)
