"""Who this terminal is: an Ed25519 key made here, which never leaves, and the name the caisse gave it.

Both stand in one file, so that a single rename changes them together: a PEM whose first line, which RFC 7468 §2
lets any reader skip, is ``Terminal: NAME``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.sync.durable import make_draft, replace_file

FILE = "identity.pem"
_FORM = re.compile(
    rb"\ATerminal: ([A-Za-z0-9][A-Za-z0-9._-]{0,62})\n"
    rb"(-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END PRIVATE KEY-----\n)\Z"
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


@dataclass(frozen=True, repr=False)
class Identity:
    """The terminal as the caisse knows it.

    Attributes:
        terminal: the signatures' ``keyid``.
        private_key: Ed25519, PKCS #8 PEM, not encrypted.
    """

    terminal: str
    private_key: bytes


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
    """Read the identity kept in ``state_dir``."""
    try:
        content = (state_dir / FILE).read_bytes()
    except FileNotFoundError:
        return IdentityAbsent()
    except OSError:
        return IdentityDamaged()
    found = _FORM.match(content)
    if found is None or not _is_ed25519(found[2]):
        return IdentityDamaged()
    return Identity(found[1].decode("ascii"), found[2])


def store(identity: Identity, state_dir: Path) -> None:
    """Keep ``identity`` in ``state_dir`` in place of any other: after a power cut one of the two is there, whole.

    Raises:
        OSError: it could not be written; what was there before still is.
        ValueError: the name is not one (``is_name``).
    """
    if not is_name(identity.terminal):
        raise ValueError("not a terminal's name")
    content = b"Terminal: " + identity.terminal.encode("ascii") + b"\n" + identity.private_key
    replace_file(state_dir / FILE, content)


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
