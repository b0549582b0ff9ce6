"""The caisse's keys: the root's word counts, a newer serial counts, and no citizen is refused for a date."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from outbox_samples import CAISSE_KEY, IDENTITY, LANE, ROOT_KEY, opened, published, sealing_key
from rfc9180 import AES_256_GCM, open_sealed

from kiosk.sync.keys import FILE, KeyStore, Offered
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_values import Put
from kiosk.sync.sealing import Sealer
from teleservices.wire import envelope

OLD, NEW = sealing_key("2026-10", "2026-10-20T00:00:00Z"), sealing_key("2026-11", "2026-11-01T00:00:00Z")
NOW = datetime(2026, 11, 10, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / "root.pem"
    file.write_bytes(ROOT_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return file


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def store(state: Path, root: Path) -> KeyStore:
    return KeyStore(state, root)


def test_before_the_first_publication_there_is_none(store: KeyStore) -> None:
    assert store.newest(NOW) is None
    assert store.serial == 0


def test_what_the_root_signed_is_kept_over_a_restart(store: KeyStore, state: Path, root: Path) -> None:
    assert store.offer(published(3, OLD, NEW)) is Offered.TAKEN

    for kept in (store, KeyStore(state, root)):
        assert kept.serial == 3
        assert kept.newest(NOW) == NEW
    assert (state / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("serial", [2, 3])
def test_a_publication_that_is_not_newer_changes_nothing(serial: int, store: KeyStore, state: Path, root: Path) -> None:
    store.offer(published(3, NEW))
    for known in (store, KeyStore(state, root)):
        assert known.offer(published(serial, OLD)) is Offered.NOT_NEWER
        assert known.newest(NOW) == NEW


def test_nobody_elses_signature_is_believed(store: KeyStore) -> None:
    good = published(1, NEW)
    somebody = Ed25519PrivateKey.generate()
    for forged in (
        published(1, NEW, root=somebody),
        replace(good, serial=2),
        replace(good, keys=(OLD,)),
        replace(good, signature=""),
        replace(good, signature="é"),
    ):
        assert store.offer(forged) is Offered.UNSIGNED
    assert store.newest(NOW) is None


@pytest.mark.parametrize("content", [b"", b"-----BEGIN", b"\xff"], ids=["empty", "no PEM", "no text"])
def test_without_a_root_that_can_be_read_nothing_is_believed(content: bytes, store: KeyStore, root: Path) -> None:
    root.write_bytes(content)
    assert store.offer(published(1, NEW)) is Offered.UNSIGNED
    root.unlink()
    assert store.offer(published(1, NEW)) is Offered.UNSIGNED


def test_a_root_of_another_kind_signs_nothing(store: KeyStore, root: Path) -> None:
    root.write_bytes(CAISSE_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert store.offer(published(1, NEW)) is Offered.UNSIGNED


def test_who_changes_the_file_makes_no_key(state: Path, root: Path, store: KeyStore) -> None:
    store.offer(published(1, NEW))
    strange = sealing_key("2026-12", "2026-11-02T00:00:00Z", X25519PrivateKey.generate())
    document = asdict(published(1, NEW)) | {"keys": [asdict(strange)]}
    for content in (json.dumps(document), "{}", "", "[" * 100_000):
        (state / FILE).write_text(content)
        assert KeyStore(state, root).newest(NOW) is None


@pytest.mark.parametrize(
    "change",
    [
        {"suite": "post-quantum-one-day"},
        {"public": base64.b64encode(bytes(31)).decode()},
        {"public": "?"},
        {"not_before": "yesterday"},
        {"not_after": "2026-12-01T00:00:00"},
        {"key_id": ""},
        {"key_id": "k" * 33},
    ],
    ids=str,
)
def test_a_key_of_another_form_is_passed_over(change: dict[str, str], store: KeyStore) -> None:
    odd = replace(NEW, **change)
    assert store.offer(published(1, odd)) is Offered.UNUSABLE
    assert store.offer(published(1, OLD, odd)) is Offered.TAKEN
    assert store.newest(NOW) == OLD


def test_no_one_is_refused_for_a_date(store: KeyStore) -> None:
    store.offer(published(1, OLD, NEW))
    assert store.newest(NOW + timedelta(days=3650)) == NEW
    assert store.newest(datetime(1970, 1, 1, tzinfo=UTC)) == NEW


def test_a_disk_that_would_not_have_them_leaves_them_in_memory(store: KeyStore, state: Path) -> None:
    state.write_text("a file in the directory's place")
    assert store.offer(published(1, NEW)) is Offered.NOT_KEPT
    assert store.newest(NOW) == NEW


def test_keys_change_with_a_queue_in_flight(store: KeyStore, file: Path) -> None:
    secrets = {"2026-10": X25519PrivateKey.generate(), "2026-11": X25519PrivateKey.generate()}
    old, new = (sealing_key(key_id, f"{key_id}-01T00:00:00Z", secrets[key_id]) for key_id in ("2026-10", "2026-11"))
    outbox = opened(file)
    store.offer(published(1, old))
    kept = [_put(outbox, store)]
    store.offer(published(2, old, new))
    kept.append(_put(outbox, store))

    for entry, put in zip(outbox.batch(10, 1 << 20), kept, strict=True):
        sealed, secret = base64.b64decode(entry.item.sealed), secrets[entry.item.key_id]
        assert envelope.unpad(open_sealed(sealed, secret, envelope.info(put.header), AES_256_GCM)) == b"{}"
    assert [put.header.key_id for put in kept] == ["2026-10", "2026-11"]
    assert outbox.queue_state().oldest_key_id == "2026-10"
    outbox.close()


def _put(outbox: Outbox, store: KeyStore) -> Put:
    key = store.newest(NOW)
    assert key is not None
    put = outbox.put(LANE, b"{}", Sealer(IDENTITY, key))
    assert isinstance(put, Put)
    return put
