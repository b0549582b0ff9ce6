"""The secret that a terminal and the caisse share, for technicians who come while there is no link."""

from __future__ import annotations

import hmac
from hashlib import sha256

from caisse.keys import Keys


def secret_of(keys: Keys, terminal: str, public_key: bytes) -> bytes:
    """Make a terminal's secret anew: nothing keeps it, and another enrolment gives another (docs/adr/0007).

    Args:
        keys: those outside the database.
        terminal: the name under which it is enrolled.
        public_key: Ed25519, 32 bytes, the one in force.

    Returns:
        ``teleservices.wire.maintenance.SECRET_BYTES`` bytes.
    """
    subject = b"borne/maintenance-secret/1\x00" + terminal.encode("ascii") + b"\x00" + public_key
    return hmac.digest(keys.maintenance, subject, sha256)
