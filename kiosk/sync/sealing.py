"""Sealing declarations to the caisse's key, and signing them with the terminal's.

HPKE (RFC 9180) in base mode: once sealed, nobody but the caisse reads it, whoever holds the terminal's disk or keys.
"""

from __future__ import annotations

import base64
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kiosk.sync.identity import Identity
from teleservices.wire import envelope
from teleservices.wire.envelope import Header
from teleservices.wire.sealing_keys import SealingKey

HPKE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""``envelope.SUITE``."""


class Sealer:
    """Seals as one terminal to one key of the caisse.

    Args:
        identity: the terminal's; its key is Ed25519, as ``identity.load`` has checked.
        key: of a publication whose signature and form were checked (``kiosk.sync.keys``).

    Attributes:
        kiosk, suite, key_id, signer: as in the header.
        key_since: ``not_before`` of the caisse's key: tells which of two keys is older.
    """

    def __init__(self, identity: Identity, key: SealingKey) -> None:
        private = load_pem_private_key(identity.private_key, password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise TypeError("a terminal's key is Ed25519")
        self._private = private
        self._public = X25519PublicKey.from_public_bytes(base64.b64decode(key.public, validate=True))
        self.kiosk = identity.terminal
        self.suite = envelope.SUITE
        self.key_id = key.key_id
        self.key_since = key.not_before
        self.signer = envelope.signer_of(private.public_key().public_bytes_raw())

    def seal(self, header: Header, content: bytes) -> tuple[bytes, bytes]:
        """Pad a content, seal it under its header, sign both.

        Args:
            header: names this sealer's kiosk, suite, key and signer.
            content: JSON of a ``Declaration``.

        Returns:
            The sealed bytes (encapsulated key, ciphertext) and the signature.

        Raises:
            ValueError: the content is longer than an envelope holds.
        """
        sealed = HPKE.encrypt(envelope.pad(content), self._public, info=envelope.info(header))
        return sealed, self._private.sign(envelope.signed_bytes(header, sealed))
