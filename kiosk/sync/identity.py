"""Who this terminal is: an Ed25519 key made here, which never leaves, and what the caisse gave it with its name.

All of it stands in one file, so that a single rename changes it together: a PEM whose first lines, which RFC 7468 §2
lets any reader skip, are ``Terminal: NAME`` and, since the caisse gives one, ``Maintenance: SECRET`` in base64.

Sealed, the same file is the credential ``kiosk-identity`` that systemd hands over. A file in the state directory is
newer: an enrolment has made it, and nobody has sealed it yet.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.sync.durable import make_draft, replace_file
from teleservices.wire.maintenance import SECRET_BYTES

FILE = "identity.pem"
CREDENTIAL = "kiosk-identity"
_FORM = re.compile(
    rb"\ATerminal: ([A-Za-z0-9][A-Za-z0-9._-]{0,62})\n"
    rb"(?:Maintenance: ([A-Za-z0-9+/]+={0,2})\n)?"
    rb"(-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END PRIVATE KEY-----\n)\Z"
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


@dataclass(frozen=True, repr=False)
class Identity:
    """The terminal as the caisse knows it.

    Attributes:
        terminal: the signatures' ``keyid``.
        private_key: Ed25519, PKCS #8 PEM, not encrypted.
        maintenance_secret: for ``teleservices.wire.maintenance.answer_to``; None from a caisse that gives none.
    """

    terminal: str
    private_key: bytes
    maintenance_secret: bytes | None = None


@dataclass(frozen=True)
class IdentityAbsent:
    """The terminal was never enrolled."""


@dataclass(frozen=True)
class IdentityDamaged:
    """There is a file, but it cannot be read or is not one of ours: enrol again."""


StoredIdentity = Identity | IdentityAbsent | IdentityDamaged


def is_name(text: str) -> bool:
    """Whether ``text`` may name a terminal: a letter or digit, then up to 62 letters, digits, ``.``, ``_`` or ``-``."""
    return _NAME.fullmatch(text) is not None


def load(state_dir: Path) -> StoredIdentity:
    """Read the identity kept in ``state_dir`` or, where there is none, in ``$CREDENTIALS_DIRECTORY``."""
    given = os.environ.get("CREDENTIALS_DIRECTORY", "")
    kept = _read(state_dir / FILE)
    return _read(Path(given) / CREDENTIAL) if given and isinstance(kept, IdentityAbsent) else kept


def parse(content: bytes) -> Identity | IdentityDamaged:
    """Read a file's content."""
    found = _FORM.match(content)
    if found is None or not _is_ed25519(found[3]):
        return IdentityDamaged()
    secret = None if found[2] is None else secret_from(found[2].decode("ascii"))
    if found[2] is not None and secret is None:
        return IdentityDamaged()
    return Identity(found[1].decode("ascii"), found[3], secret)


def secret_from(text: str) -> bytes | None:
    """The secret for maintenance that ``text`` is, in base64; None when it is none."""
    try:
        secret = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == SECRET_BYTES else None


def _read(file: Path) -> StoredIdentity:
    try:
        return parse(file.read_bytes())
    except FileNotFoundError:
        return IdentityAbsent()
    except OSError:
        return IdentityDamaged()


def store(identity: Identity, state_dir: Path) -> None:
    """Keep ``identity`` in ``state_dir`` in place of any other: after a power cut one of the two is there, whole.

    Raises:
        OSError: it could not be written; what was there before still is.
        ValueError: the name is not one (``is_name``), or the secret not ``SECRET_BYTES`` long.
    """
    if not is_name(identity.terminal):
        raise ValueError("not a terminal's name")
    if identity.maintenance_secret is not None and len(identity.maintenance_secret) != SECRET_BYTES:
        raise ValueError("not a secret for maintenance")
    replace_file(state_dir / FILE, written(identity))


def written(identity: Identity) -> bytes:
    """The file's content: what ``parse`` reads."""
    lines = [b"Terminal: " + identity.terminal.encode("ascii")]
    if identity.maintenance_secret is not None:
        lines.append(b"Maintenance: " + base64.b64encode(identity.maintenance_secret))
    return b"\n".join((*lines, identity.private_key))


def reserve(state_dir: Path) -> Path:
    """Make an empty file that only this user can read, beside the identity; the caller removes it.

    Raises:
        OSError: nothing can be written there.
    """
    return make_draft(state_dir / FILE)


def _is_ed25519(pem: bytes) -> bool:
    # Imported here: it takes 40 ms that the first frame does not need.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return isinstance(load_pem_private_key(pem, password=None), Ed25519PrivateKey)
    except (ValueError, UnsupportedAlgorithm):
        return False
