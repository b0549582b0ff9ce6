"""Who the terminal is survives everything but being taken away."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.identity import FILE, Identity, IdentityAbsent, IdentityDamaged, is_name, load, store


def test_what_is_stored_is_loaded(tmp_path: Path, identity: Identity) -> None:
    store(identity, tmp_path / "a" / "b")

    assert load(tmp_path / "a" / "b") == identity


def test_a_new_identity_takes_the_place_of_the_old(state_dir: Path, identity: Identity) -> None:
    renamed = replace(identity, terminal="borne-02")

    store(renamed, state_dir)

    assert load(state_dir) == renamed
    assert [path.name for path in state_dir.iterdir()] == [FILE]


def test_nobody_else_can_read_it(tmp_path: Path, identity: Identity) -> None:
    before = os.umask(0)
    try:
        store(identity, tmp_path / "state")
    finally:
        os.umask(before)

    assert (tmp_path / "state" / FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_any_tool_can_read_the_key(state_dir: Path, identity: Identity) -> None:
    content = (state_dir / FILE).read_bytes()

    assert content.startswith(b"Terminal: borne-01\n")
    key = load_pem_private_key(content, password=None)
    assert key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) == identity.private_key


def test_without_a_file_there_is_no_identity(tmp_path: Path) -> None:
    assert load(tmp_path) == IdentityAbsent()
    assert load(tmp_path / "nowhere") == IdentityAbsent()


def test_a_file_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()

    assert load(tmp_path) == IdentityDamaged()


@given(cut=st.integers(0, 300))
def test_a_file_cut_short_is_damage(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("identity")
    pem = b"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
    whole = b"Terminal: borne-01\n" + pem + b"-----END PRIVATE KEY-----\n"
    (folder / FILE).write_bytes(whole[:cut])

    expected = IdentityDamaged() if cut < len(whole) else Identity("borne-01", whole.partition(b"\n")[2])
    assert load(folder) == expected


@given(content=st.binary())
def test_any_other_content_is_damage(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("identity")
    (folder / FILE).write_bytes(content)

    assert load(folder) == IdentityDamaged()


def test_a_key_of_another_kind_is_damage(state_dir: Path, identity: Identity) -> None:
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    store(replace(identity, private_key=pem), state_dir)

    assert load(state_dir) == IdentityDamaged()


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("borne-01", True),
        ("a" * 63, True),
        ("a" * 64, False),
        ("", False),
        ("-a", False),
        ("a b", False),
        ("a\n", False),
    ],
)
def test_names(name: str, *, good: bool) -> None:
    assert is_name(name) is good


def test_a_name_that_would_break_the_file_is_not_stored(tmp_path: Path, identity: Identity) -> None:
    with pytest.raises(ValueError, match="name"):
        store(replace(identity, terminal="a\nb"), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_the_key_is_in_no_repr(identity: Identity) -> None:
    assert "PRIVATE" not in repr(identity)
