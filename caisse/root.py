"""The offline root: an Ed25519 key whose signature makes terminals believe the caisse's keys; kept on no caisse."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


def make_root(directory: Path, name: str) -> tuple[Path, Path]:
    """Make a root.

    Args:
        directory: made if needed.
        name: ``NAME.pem`` is the private key, readable by its owner alone, ``NAME.pub.pem`` what terminals are given.

    Returns:
        the two files.

    Raises:
        OSError: a file cannot be written, or is there already.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    root = Ed25519PrivateKey.generate()
    private, public = directory / f"{name}.pem", directory / f"{name}.pub.pem"
    _write(private, root.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)
    _write(public, root.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return private, public


def read_root(file: Path) -> Ed25519PrivateKey:
    """The root's private key.

    Args:
        file: PEM, as ``make_root`` writes it.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no Ed25519 key without a password.
    """
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except TypeError as error:
        raise ValueError(f"{file}\u00a0: clé protégée par un mot de passe") from error
    match key:
        case Ed25519PrivateKey():
            return key
        case _:
            raise ValueError(f"{file}\u00a0: clé Ed25519 attendue")


def _write(file: Path, content: bytes, mode: int) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as writing:
        writing.write(content)
        writing.flush()
        os.fsync(writing.fileno())
