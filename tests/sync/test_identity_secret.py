"""The secret for maintenance beside the name, and the identity that systemd hands over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.identity import (
    CREDENTIAL,
    FILE,
    Identity,
    IdentityAbsent,
    IdentityDamaged,
    load,
    parse,
    secret_from,
    store,
    written,
)
from teleservices.wire.maintenance import SECRET_BYTES

PEM = (
    b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
    b"-----END PRIVATE KEY-----\n"
)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}", fullmatch=True)
SECRETS = st.none() | st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
identities = st.builds(Identity, NAMES, st.just(PEM), SECRETS)


@given(identity=identities)
def test_what_is_written_is_read(identity: Identity) -> None:
    assert parse(written(identity)) == identity


@given(identity=identities, place=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_changed_byte_never_makes_a_secret_of_another_length(identity: Identity, place: int, byte: int) -> None:
    content = bytearray(written(identity))
    content[place % len(content)] = byte
    read = parse(bytes(content))
    if isinstance(read, Identity):
        assert read.maintenance_secret is None or len(read.maintenance_secret) == SECRET_BYTES


@pytest.mark.parametrize(
    "secret",
    [
        b"Maintenance: \n",
        b"Maintenance: AAAA\n",
        b"Maintenance: " + b"A" * 44 + b"\n",
        b"Maintenance: " + b"A" * 43 + b"=\nMaintenance: " + b"A" * 43 + b"=\n",
        b"maintenance: " + b"A" * 43 + b"=\n",
        b"Maintenance: " + b"A" * 42 + b"-=\n",
    ],
)
def test_a_second_line_that_is_no_secret_is_damage(secret: bytes) -> None:
    assert parse(b"Terminal: borne-01\n" + secret + PEM) == IdentityDamaged()


@given(text=st.text(max_size=60))
def test_only_a_secret_is_one(text: str) -> None:
    found = secret_from(text)
    assert found is None or len(found) == SECRET_BYTES


def test_a_secret_of_another_length_is_not_stored(tmp_path: Path, identity: Identity) -> None:
    with pytest.raises(ValueError, match="secret"):
        store(replace(identity, maintenance_secret=b"short"), tmp_path)
    assert not (tmp_path / FILE).exists()


def test_an_identity_with_its_secret_survives(tmp_path: Path, identity: Identity) -> None:
    secret = bytes(range(SECRET_BYTES))
    store(replace(identity, maintenance_secret=secret), tmp_path)
    assert load(tmp_path) == replace(identity, maintenance_secret=secret)


def test_the_sealed_identity_serves_where_no_file_is(
    tmp_path: Path, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed, state = tmp_path / "credentials", tmp_path / "state"
    handed.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    assert load(state) == IdentityAbsent()
    (handed / CREDENTIAL).write_bytes(written(identity))
    assert load(state) == identity


def test_a_file_is_newer_than_what_is_sealed(
    tmp_path: Path, identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / CREDENTIAL).write_bytes(written(identity))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    fresh = replace(identity, terminal="borne-99")
    store(fresh, tmp_path / "state")
    assert load(tmp_path / "state") == fresh


def test_a_damaged_file_is_not_passed_over(tmp_path: Path, identity: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older identity could sign under a key that the caisse has since replaced."""
    (tmp_path / CREDENTIAL).write_bytes(written(identity))
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / FILE).write_bytes(b"Terminal: bo")
    assert load(tmp_path) == IdentityDamaged()
