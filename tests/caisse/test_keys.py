"""Keys outside the database, and what they close."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caisse.keys import CREDENTIAL, given_keys, handed_keys, own_keys
from caisse.sealing import seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32


def test_keys_are_made_once_and_found_again(tmp_path: Path) -> None:
    made = own_keys(tmp_path / "keys")
    assert own_keys(tmp_path / "keys") == given_keys(tmp_path / "keys") == made
    every = (made.codes, made.subjects, made.sealing, made.grants, made.maintenance)
    assert len(set(every)) == 5
    assert {len(key) for key in every} == {32}
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_key_is_not_shown(tmp_path: Path) -> None:
    made = own_keys(tmp_path)
    assert repr(made.codes) not in repr(made)


def test_given_keys_are_never_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        given_keys(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_keys_that_systemd_opened_are_taken_whole_or_not_at_all(tmp_path: Path) -> None:
    made = own_keys(tmp_path / "keys")
    handed = tmp_path / "credentials"
    handed.mkdir()
    assert handed_keys(handed) is None
    for key in (tmp_path / "keys").iterdir():
        (handed / f"{CREDENTIAL}{key.name}").write_bytes(key.read_bytes())
    assert handed_keys(handed) == made
    (handed / f"{CREDENTIAL}grants").unlink()
    with pytest.raises(FileNotFoundError):
        handed_keys(handed)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_size_is_refused(tmp_path: Path, size: int) -> None:
    own_keys(tmp_path)
    (tmp_path / "codes").write_bytes(b"x" * size)
    with pytest.raises(ValueError, match="32 octets"):
        own_keys(tmp_path)


def test_servers_that_start_at_once_agree(tmp_path: Path) -> None:
    ready, made = threading.Barrier(4), []

    def start() -> None:
        ready.wait(30)
        made.append(own_keys(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


@given(st.binary(max_size=600), st.text(max_size=60))
def test_what_is_sealed_opens_under_its_key_and_purpose_only(content: bytes, purpose: str) -> None:
    sealed = seal(KEY, purpose, content)
    assert unseal(KEY, purpose, sealed) == content
    assert unseal(OTHER, purpose, sealed) is None
    assert unseal(KEY, purpose + "x", sealed) is None
    assert seal(KEY, purpose, content) != sealed


@given(st.binary(max_size=40), st.integers(min_value=0))
def test_a_changed_bit_opens_nothing(content: bytes, where: int) -> None:
    sealed = bytearray(seal(KEY, "x", content))
    sealed[where % len(sealed)] ^= 1
    assert unseal(KEY, "x", bytes(sealed)) is None


@pytest.mark.parametrize("size", [0, 1, 12, 27])
def test_a_stump_opens_nothing(size: int) -> None:
    assert unseal(KEY, "x", seal(KEY, "x", b"")[:size]) is None
