"""The secrets that stand outside the database: whoever copies the base alone can neither try codes nor open seals."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

CREDENTIAL: Final = "caisse-"
"""What a key's credential is called, before the name of its field."""
_BYTES: Final = 32


@dataclass(frozen=True, repr=False)
class Keys:
    """32 bytes each; every server on one database must be given the same.

    Attributes:
        codes: for the HMAC under which codes are kept.
        subjects: for the HMACs that stand for a person: where failures are counted, in what terminals call their
            beneficiaries, in what tells two declarations from one made twice.
        sealing: for ``caisse.sealing``, what waits in the database.
        grants: for ``caisse.sealing``, what terminals carry back (``caisse.handlers.grants``).
        maintenance: for the HMACs that are the terminals' secrets (``caisse.handlers.maintenance_secret``).
    """

    codes: bytes
    subjects: bytes
    sealing: bytes
    grants: bytes
    maintenance: bytes


def own_keys(directory: Path) -> Keys:
    """The caisse's own keys, those missing made first.

    Args:
        directory: made if needed; its files are readable by their owner alone.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: a file does not hold 32 bytes.
    """
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in Keys.__dataclass_fields__:
        if not (directory / name).exists():
            _make(directory / name)
    return given_keys(directory)


def given_keys(directory: Path) -> Keys:
    """Keys that somebody else keeps, as systemd's credentials are; nothing is ever written.

    Args:
        directory: holds one file for each field of ``Keys``.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file does not hold 32 bytes.
    """
    return Keys(*(_read(directory / name) for name in Keys.__dataclass_fields__))


def handed_keys(directory: Path) -> Keys | None:
    """Keys that systemd opened for this process.

    Args:
        directory: ``$CREDENTIALS_DIRECTORY``; holds ``caisse-codes`` and the like.

    Returns:
        None where none was ever sealed.

    Raises:
        OSError: a file cannot be read, or some were sealed and not the others: new ones would not open what waits.
        ValueError: a file does not hold 32 bytes.
    """
    files = [directory / f"{CREDENTIAL}{name}" for name in Keys.__dataclass_fields__]
    return Keys(*map(_read, files)) if any(file.exists() for file in files) else None


def _read(file: Path) -> bytes:
    key = file.read_bytes()
    if len(key) != _BYTES:
        raise ValueError(f"{file}\u00a0: {_BYTES} octets attendus")
    return key


def _make(file: Path) -> None:
    """Write a new key; of several servers that start at once on one directory, the first to link its own wins."""
    with NamedTemporaryFile(dir=file.parent, prefix=".") as draft:
        draft.write(secrets.token_bytes(_BYTES))
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            os.link(draft.name, file)
