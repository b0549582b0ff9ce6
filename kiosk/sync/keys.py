"""The caisse's keys for sealing, kept on the terminal: only what the offline root has signed is ever believed."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Final

from kiosk.sync.durable import replace_file
from teleservices.wire import envelope
from teleservices.wire.sealing_keys import PublishedKeys, SealingKey, key_for, published_bytes

FILE: Final = "caisse-keys.json"


class Offered(StrEnum):
    """What became of a publication that came from the caisse."""

    TAKEN = "taken"
    NOT_NEWER = "not-newer"
    """Its serial is not above that of the one that is kept."""
    UNSIGNED = "unsigned"
    """The root has not signed it, or its public key cannot be read here: somebody else's keys, or a wrong setting."""
    UNUSABLE = "unusable"
    """Signed, but none of its keys is one that this terminal can seal to."""
    NOT_KEPT = "not-kept"
    """The disk would not have it; it counts until the next start."""


class KeyStore:
    """The newest publication, in memory and in the state directory; any thread may ask.

    Args:
        state_dir: of the terminal.
        root: PEM of the root's Ed25519 public key, ``[caisse] root``; read anew each time it is needed.
    """

    def __init__(self, state_dir: Path, root: Path) -> None:
        self._file = state_dir / FILE
        self._root = root
        self._lock = Lock()
        self._kept: PublishedKeys | None = None

    @property
    def serial(self) -> int:
        """Of the publication that counts; 0 for none."""
        published = self._published()
        return 0 if published is None else published.serial

    def newest(self, now: datetime) -> SealingKey | None:
        """The key to seal to (``sealing_keys.key_for``); None where none was ever received.

        Args:
            now: aware.
        """
        published = self._published()
        return None if published is None else key_for(_usable(published.keys), now)

    def offer(self, published: PublishedKeys) -> Offered:
        """Take a publication in place of the one that is kept, if it is the root's, newer, and of use."""
        if not self._is_signed(published):
            return Offered.UNSIGNED
        if not _usable(published.keys):
            return Offered.UNUSABLE
        with self._lock:
            known = self._kept or self._load()
            if known is not None and published.serial <= known.serial:
                return Offered.NOT_NEWER
            self._kept = published
            try:
                replace_file(self._file, _written(published))
            except OSError:
                return Offered.NOT_KEPT
        return Offered.TAKEN

    def _published(self) -> PublishedKeys | None:
        with self._lock:
            if self._kept is None:
                self._kept = self._load()
            return self._kept

    def _load(self) -> PublishedKeys | None:
        """What the file holds, if the root signed it: whoever can write there still cannot make keys."""
        try:
            published = _read(self._file.read_bytes())
        except OSError:
            return None
        return published if published is not None and self._is_signed(published) else None

    def _is_signed(self, published: PublishedKeys) -> bool:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key

        try:
            root = load_pem_public_key(self._root.read_bytes())
            signature = base64.b64decode(published.signature, validate=True)
            if not isinstance(root, Ed25519PublicKey):
                return False
            root.verify(signature, published_bytes(published.serial, published.keys))
        except (OSError, ValueError, UnsupportedAlgorithm, InvalidSignature):
            return False
        return True


def _usable(keys: tuple[SealingKey, ...]) -> tuple[SealingKey, ...]:
    """Those of a suite that this terminal knows, whole in every field."""
    return tuple(key for key in keys if key.suite == envelope.SUITE and _is_whole(key))


def _is_whole(key: SealingKey) -> bool:
    try:
        public = base64.b64decode(key.public, validate=True)
        moments = [datetime.fromisoformat(text) for text in (key.not_before, key.not_after)]
    except (ValueError, binascii.Error):
        return False
    return (
        len(public) == 32
        and 0 < len(key.key_id) <= 32
        and key.key_id.isascii()
        and all(moment.tzinfo is not None for moment in moments)
    )


def _written(published: PublishedKeys) -> bytes:
    from pydantic_core import to_json

    return bytes(to_json(published))


def _read(content: bytes) -> PublishedKeys | None:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(PublishedKeys).validate_json(content, strict=True)
    except ValidationError:
        return None
