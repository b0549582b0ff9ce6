"""The caisse's sealing keys: made, published under the offline root, rotated, destroyed."""

from __future__ import annotations

import base64
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from outbox_items import Pen
from running_caisse import NOON, Caisse, Terminal, problem
from sqlalchemy import update

from caisse.cli_keys import destroyable
from caisse.demo.root import public_root, publish_demo_keys
from caisse.handlers import terminals
from caisse.intake.needed_keys import needed_keys
from caisse.root import make_root, read_root
from caisse.sealing_keys import SealingKeys
from caisse.store.intake_schema import INTAKE
from teleservices.wire.batches import QueueState
from teleservices.wire.sealing_keys import SealingKey, key_for, published_bytes

MONTH = timedelta(days=30)


@pytest.fixture
def keys(tmp_path: Path) -> SealingKeys:
    return SealingKeys(tmp_path / "sealing-keys")


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_private_key_is_its_owner_s_alone_and_opens_what_is_sealed_to_it(keys: SealingKeys, tmp_path: Path) -> None:
    made = keys.make(NOON, NOON + MONTH)
    assert (made.not_before, made.not_after) == ("2026-11-21T12:00:00Z", "2026-12-21T12:00:00Z")
    private = keys.private(made.key_id)
    assert private is not None
    assert base64.b64encode(private.public_key().public_bytes_raw()).decode() == made.public
    files = list((tmp_path / "sealing-keys").rglob("*"))
    assert {mode(file) for file in files if file.is_file()} == {0o600}
    assert {mode(file) for file in files if file.is_dir()} == {0o700}
    assert keys.all() == (made,)


@pytest.mark.parametrize("name", ["", "x", "../published.json", "..", ".", "a/b", "\x00", "k" * 33, "é"])
def test_a_name_that_somebody_sent_finds_no_other_file(keys: SealingKeys, name: str) -> None:
    keys.make(NOON, NOON + MONTH)
    assert not keys.knows(name)
    assert keys.private(name) is None


def test_each_publication_is_signed_and_one_further(keys: SealingKeys) -> None:
    root = Ed25519PrivateKey.generate()
    assert keys.published() is None
    for serial in (1, 2, 3):
        keys.make(NOON, NOON + MONTH)
        keys.publish(keys.all(), root)
        published = keys.published()
        assert published is not None
        assert (published.serial, published.keys) == (serial, keys.all())
        signature = base64.b64decode(published.signature)
        root.public_key().verify(signature, published_bytes(serial, published.keys))
        with pytest.raises(InvalidSignature):
            root.public_key().verify(signature, published_bytes(serial + 1, published.keys))


def test_another_root_publishes_nothing(keys: SealingKeys) -> None:
    keys.make(NOON, NOON + MONTH)
    first = keys.publish(keys.all(), Ed25519PrivateKey.generate())
    with pytest.raises(ValueError, match="autre racine"):
        keys.publish(keys.all(), Ed25519PrivateKey.generate())
    assert keys.published() == first


def test_a_running_server_sees_what_a_command_did(keys: SealingKeys, tmp_path: Path) -> None:
    server, root = SealingKeys(tmp_path / "sealing-keys"), Ed25519PrivateKey.generate()
    made = keys.make(NOON, NOON + MONTH)
    assert server.private(made.key_id) is not None
    keys.publish(keys.all(), root)
    assert server.published() == keys.published()
    keys.make(NOON + MONTH, NOON + 2 * MONTH)
    keys.publish(keys.all(), root)
    assert server.published() == keys.published()
    keys.destroy(made.key_id)
    assert server.private(made.key_id) is None


def test_the_root_is_made_once_and_read_back(tmp_path: Path) -> None:
    private, public = make_root(tmp_path / "usb", "root")
    assert (mode(private), mode(public)) == (0o600, 0o644)
    assert b"PUBLIC KEY" in public.read_bytes()
    assert len(read_root(private).sign(b"x")) == 64
    with pytest.raises(FileExistsError):
        make_root(tmp_path / "usb", "root")
    with pytest.raises(ValueError, match=r"key|PEM"):
        read_root(public)


def test_the_demonstration_publishes_once(keys: SealingKeys, tmp_path: Path) -> None:
    for _ in range(2):
        publish_demo_keys(tmp_path, keys, NOON)
    published = keys.published()
    assert published is not None
    assert (published.serial, len(published.keys), public_root(tmp_path).exists()) == (1, 1, True)


def test_keys_are_given_to_anybody_with_a_tag(caisse: Caisse) -> None:
    answer = caisse.get("/v1/keys")
    published = caisse.parts.sealing_keys.published()
    assert published is not None
    assert answer.json()["signature"] == published.signature
    assert [key["key_id"] for key in answer.json()["keys"]] == [key.key_id for key in published.keys]
    assert caisse.get("/v1/keys", If_None_Match=answer.headers["ETag"]).status_code == 304
    assert caisse.get("/v1/keys", If_None_Match='"0"').status_code == 200


def test_without_a_publication_there_is_nothing_to_give(
    caisse: Caisse, monkeypatch: pytest.MonkeyPatch, pen: Pen
) -> None:
    monkeypatch.setattr(caisse.parts.sealing_keys, "published", lambda: None)
    assert problem(caisse.get("/v1/keys")) == "/problems/not-found"
    assert pen.deliver().json()["keys"] == 0


def test_a_rotation_loses_nothing_of_a_queue_in_flight(caisse: Caisse, terminal: Terminal) -> None:
    keys = caisse.parts.sealing_keys
    old = keys.make(NOON - 2 * MONTH, NOON - MONTH)
    new = keys.make(NOON, NOON + MONTH)
    assert key_for((old,), NOON) == old
    assert key_for((old, new), NOON) == new
    pen = Pen(terminal, old)
    before = [pen.item(), pen.item()]
    pen.key = new
    assert pen.statuses(*before, pen.item()) == ["accepted"] * 3
    for key in (old, new):
        keys.destroy(key.key_id)


def key(name: str, ended: timedelta) -> SealingKey:
    end = NOON - ended
    return SealingKey(name, "s", "p", f"{end - MONTH:%Y-%m-%dT%H:%M:%SZ}", f"{end:%Y-%m-%dT%H:%M:%SZ}")


@pytest.mark.parametrize(
    ("needed", "expected"),
    [
        (set(), ["a", "b"]),
        ({"c"}, ["a", "b"]),
        ({"b"}, ["a"]),
        ({"a"}, []),
        ({"a", "c"}, []),
        ({"unheard-of"}, ["a", "b"]),
    ],
)
def test_only_old_keys_that_nobody_needs_are_destroyed(needed: set[str], expected: list[str]) -> None:
    known = (key("a", timedelta(days=200)), key("b", timedelta(days=91)), key("c", timedelta(days=90)))
    assert [one.key_id for one in destroyable(known, frozenset(needed), NOON)] == expected


def test_a_key_is_needed_by_queues_in_service_and_by_what_is_kept_here(
    caisse: Caisse, pen: Pen, terminal: Terminal
) -> None:
    pen.queue = QueueState(1, 1, "oldest", 0, 0)
    pen.deliver()
    item = pen.item()
    pen.deliver(item)
    assert caisse.store.read(needed_keys) == {"oldest", pen.key.key_id}
    caisse.store.write(lambda connection: connection.execute(update(INTAKE).values(outcome="registered", sealed=None)))
    assert caisse.store.read(needed_keys) == {"oldest"}
    caisse.clock.advance(minutes=1)
    anew = Pen(terminal, pen.key, epoch="ab" * 16, queue=QueueState(1, 1, "newer", 0, 0))
    anew.deliver()
    assert caisse.store.read(needed_keys) == {"newer"}
    caisse.store.write(lambda connection: terminals.revoke(connection, terminal.name, datetime.now(UTC)))
    assert caisse.store.read(needed_keys) == set()
