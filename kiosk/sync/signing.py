"""How the terminal signs its requests (RFC 9421, RFC 9530); the profile is ``teleservices.wire.signature``."""

from __future__ import annotations

from datetime import datetime

from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from requests import PreparedRequest
from requests.auth import AuthBase

from kiosk.sync.identity import Identity
from teleservices.wire.signature import COMPONENTS, TAG

LABEL = "kiosk"


class TerminalSignature(AuthBase):
    """Signs one request with the terminal's key; a request that is sent again needs a new one.

    ``requests_http_signature`` would sign by the machine's clock and give a bodiless request a digest.

    Args:
        identity: who signs.
        created: what the time is, with a zone.
        nonce: at least 128 bits in base64url, never used before.
    """

    def __init__(self, identity: Identity, created: datetime, nonce: str) -> None:
        self._identity = identity
        self._created = created
        self._nonce = nonce

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Add ``Content-Digest`` where there is a body, ``Signature-Input`` and ``Signature``.

        Raises:
            TypeError: the body is not bytes.
        """
        if not isinstance(request.body, bytes | None):
            raise TypeError("only bytes can be signed")
        name = self._identity.terminal
        signer = HTTPMessageSigner(
            signature_algorithm=algorithms.ED25519,
            key_resolver=MappingKeyResolver(public_keys={}, private_keys={name: self._identity.private_key}),
        )
        signer.sign(
            request,
            key_id=name,
            created=self._created,
            nonce=self._nonce,
            label=LABEL,
            tag=TAG,
            covered_component_ids=[part for part in COMPONENTS if part.startswith("@") or part in request.headers],
            body=request.body,
        )
        return request
