"""The keys that terminals seal declarations to: private halves in files, public ones published under the root's name.

One file for each private key, and one for what is published; all outside the database, each replaced in one piece.
A running server sees at its next look what a command changed.
"""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import TypeAdapter

from teleservices.wire.envelope import SUITE
from teleservices.wire.sealing_keys import PublishedKeys, SealingKey, published_bytes

_KEY_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}")
_PRIVATE: Final = "private"
_PUBLISHED: Final = "published.json"


@dataclass(frozen=True, repr=False)
class _Kept:
    """A file of ``private``.

    Attributes:
        private: X25519, 32 bytes, base64.
        key: what is published of it.
    """

    private: str
    key: SealingKey


_KEPT: Final = TypeAdapter(_Kept)
_PUBLISHED_KEYS: Final = TypeAdapter(PublishedKeys)


class SealingKeys:
    """The keys of one caisse; safe to use from any thread.

    Args:
        directory: ``state_dir/sealing-keys``; made with the first key.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._opened: dict[str, X25519PrivateKey] = {}
        self._read: tuple[tuple[int, int], PublishedKeys] | None = None

    def knows(self, key_id: str) -> bool:
        """Whether what is sealed to a key can be opened here.

        Args:
            key_id: anything that somebody sent.
        """
        return _KEY_ID.fullmatch(key_id) is not None and self._file(key_id).exists()

    def private(self, key_id: str) -> X25519PrivateKey | None:
        """A private key; None where there is none (any more).

        Args:
            key_id: anything that somebody sent.

        Raises:
            OSError: its file cannot be read.
            ValueError: its file is not what ``make`` wrote.
        """
        if not self.knows(key_id):
            self._opened.pop(key_id, None)
            return None
        if key_id not in self._opened:
            kept = _KEPT.validate_json(self._file(key_id).read_bytes())
            self._opened[key_id] = X25519PrivateKey.from_private_bytes(base64.b64decode(kept.private))
        return self._opened[key_id]

    def all(self) -> tuple[SealingKey, ...]:
        """Every key whose private half is here, oldest first.

        Raises:
            OSError: a file cannot be read.
            ValueError: a file is not what ``make`` wrote.
        """
        files = self._file("x").parent.glob("*")
        found = [_KEPT.validate_json(file.read_bytes()).key for file in files if _KEY_ID.fullmatch(file.name)]
        return tuple(sorted(found, key=lambda key: (key.not_before, key.key_id)))

    def published(self) -> PublishedKeys | None:
        """What terminals are given; None before the first publication.

        Raises:
            OSError: its file cannot be read.
            ValueError: its file is not what ``publish`` wrote.
        """
        try:
            now = (self._directory / _PUBLISHED).stat()
        except FileNotFoundError:
            return None
        seen = (now.st_ino, now.st_mtime_ns)
        read = self._read
        if read is None or read[0] != seen:
            read = (seen, _PUBLISHED_KEYS.validate_json((self._directory / _PUBLISHED).read_bytes()))
            self._read = read
        return read[1]

    def make(self, not_before: datetime, not_after: datetime) -> SealingKey:
        """A new key, published to nobody yet.

        Args:
            not_before: UTC, from when on it is used.
            not_after: UTC, until when; terminals that are given no other still use it then.

        Raises:
            OSError: its file cannot be written; the directory's own must be there.
        """
        private = X25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        # The end of the name is the key's own: no name is ever used again, whatever was destroyed.
        key = SealingKey(
            key_id=f"{not_before:%Y-%m-%d}-{public[:4].hex()}",
            suite=SUITE,
            public=base64.b64encode(public).decode(),
            not_before=_told(not_before),
            not_after=_told(not_after),
        )
        kept = _Kept(base64.b64encode(private.private_bytes_raw()).decode(), key)
        for directory in (self._directory, self._file(key.key_id).parent):
            directory.mkdir(exist_ok=True, mode=0o700)
        _write(self._file(key.key_id), asdict(kept))
        return key

    def publish(self, keys: tuple[SealingKey, ...], root: Ed25519PrivateKey) -> PublishedKeys:
        """Sign and publish keys, instead of those published so far.

        Args:
            keys: of ``all``.
            root: the offline root's private key.

        Raises:
            OSError: the file cannot be written.
            ValueError: another root signed what is published now: terminals would not believe this one.
        """
        before = self.published()
        if before is not None and not _signed_by(before, root):
            raise ValueError("une autre racine a signé les clés publiées")
        serial = 1 if before is None else before.serial + 1
        signature = base64.b64encode(root.sign(published_bytes(serial, keys))).decode()
        published = PublishedKeys(serial, keys, signature)
        _write(self._directory / _PUBLISHED, asdict(published))
        return published

    def destroy(self, key_id: str) -> None:
        """Forget a private key for good.

        Args:
            key_id: of ``all``.

        Raises:
            OSError: its file cannot be removed.
        """
        file = self._file(key_id)
        file.unlink()
        _sync(file.parent)
        self._opened.pop(key_id, None)

    def _file(self, key_id: str) -> Path:
        return self._directory / _PRIVATE / key_id


def _signed_by(published: PublishedKeys, root: Ed25519PrivateKey) -> bool:
    # Ed25519 signs the same bytes the same way.
    again = root.sign(published_bytes(published.serial, published.keys))
    return base64.b64decode(published.signature) == again


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _write(file: Path, content: dict[str, object]) -> None:
    """Write a file that only its owner reads, durably and in one piece."""
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as draft:
        draft.write(json.dumps(content).encode())
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(file)
    _sync(file.parent)


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
