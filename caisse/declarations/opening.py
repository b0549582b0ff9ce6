"""From an envelope to the declaration or the record inside it, or why nobody can read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from caisse.declarations.content import Alien, read_content
from caisse.declarations.opened import Opened, OpenedRecord
from teleservices.wire.envelope import Header, info, signed_bytes, unpad
from teleservices.wire.maintenance import MaintenanceRecord

HPKE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
"""``envelope.SUITE``."""


@dataclass(frozen=True, repr=False)
class Waiting:
    """An accepted envelope that has no outcome yet: the columns of ``INTAKE`` that matter for it."""

    terminal: str
    epoch: str
    seq: int
    lane: str
    digest: bytes
    header: bytes
    sealed: bytes
    signature: bytes
    filed_at: datetime
    unsure: bool
    received_at: datetime
    tries: int

    @property
    def envelope(self) -> Header:
        """The header's fields."""
        return Header(**json.loads(self.header))


class Unreadable(StrEnum):
    """Why an envelope tells nothing."""

    SIGNER = "signer"
    """The terminal never had the key that is said to have signed."""
    SIGNATURE = "signature"
    SEAL = "seal"
    """It was sealed under another header or key, or changed since."""
    PADDING = "padding"
    CONTENT = "content"
    """It is neither a declaration nor a record."""
    KIND = "kind"
    """It says to be of a kind that this caisse does not know, as what a newer terminal sends may be."""


def open_waiting(
    waiting: Waiting, header: Header, private_key: X25519PrivateKey, signer_key: bytes | None
) -> Opened | OpenedRecord | Unreadable:
    """Check who signed an envelope and open it.

    Args:
        waiting: the envelope.
        header: its ``envelope``.
        private_key: of ``header.key_id``.
        signer_key: Ed25519, 32 bytes: of ``header.signer``, if its terminal ever had it.
    """
    if signer_key is None:
        return Unreadable.SIGNER
    try:
        public_key = Ed25519PublicKey.from_public_bytes(signer_key)
        public_key.verify(waiting.signature, signed_bytes(header, waiting.sealed))
        content = unpad(HPKE.decrypt(waiting.sealed, private_key, info=info(header)))
    except InvalidSignature:
        return Unreadable.SIGNATURE
    except (InvalidTag, ValueError):
        return Unreadable.SEAL
    if content is None:
        return Unreadable.PADDING
    inside = read_content(content)
    match inside:
        case None:
            return Unreadable.CONTENT
        case Alien():
            return Unreadable.KIND
        case MaintenanceRecord():
            return OpenedRecord(
                terminal=waiting.terminal,
                op=header.op_id,
                record=inside,
                filed_at=waiting.filed_at,
                unsure=waiting.unsure,
                received_at=waiting.received_at,
            )
        case _:
            return Opened(
                terminal=waiting.terminal,
                declaration=inside,
                filed_at=waiting.filed_at,
                unsure=waiting.unsure,
                received_at=waiting.received_at,
            )
