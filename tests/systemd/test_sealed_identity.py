"""Sealing with the real systemd-creds: the identity is never lost, and root reads nothing else for the application."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk import sealed_identity
from kiosk.sealed_identity import SealingError, seal
from kiosk.sync.identity import CREDENTIAL, FILE, Identity, load, store, written

# The host's key is root's.
pytestmark = pytest.mark.usefixtures("as_root")


def made(name: str) -> Identity:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return Identity(name, pem, bytes(32))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    store(made("borne-01"), folder)
    return folder


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "credstore.encrypted"
    folder.mkdir(mode=0o700)
    return folder / CREDENTIAL


def opened(sealed: Path) -> bytes:
    """As systemd opens it, under the name of the unit's ``LoadCredentialEncrypted=``."""
    command = ["systemd-creds", "decrypt", f"--name={CREDENTIAL}", str(sealed), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def test_what_was_plain_is_sealed_and_gone(state: Path, sealed: Path) -> None:
    identity = load(state)
    assert isinstance(identity, Identity)
    seal(state, sealed)
    assert opened(sealed) == written(identity)
    assert list(state.iterdir()) == []
    assert [path.name for path in sealed.parent.iterdir()] == [CREDENTIAL]
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert identity.private_key not in sealed.read_bytes()


def test_a_credential_under_another_name_does_not_open(state: Path, sealed: Path) -> None:
    """What makes the name in the unit and the name inside one thing."""
    seal(state, sealed)
    command = ["systemd-creds", "decrypt", "--name=another", str(sealed), "-"]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_a_new_identity_takes_the_place_of_the_sealed_one(state: Path, sealed: Path) -> None:
    seal(state, sealed)
    store(made("borne-02"), state)
    seal(state, sealed)
    assert opened(sealed).startswith(b"Terminal: borne-02\n")


def refused(state: Path, sealed: Path) -> None:
    before = opened(sealed)
    with pytest.raises((SealingError, OSError)):
        seal(state, sealed)
    assert opened(sealed) == before
    assert [path.name for path in sealed.parent.iterdir()] == [CREDENTIAL]


def test_a_link_is_not_followed(state: Path, sealed: Path, tmp_path: Path) -> None:
    seal(state, sealed)
    store(made("borne-99"), tmp_path / "roots-own")
    (state / FILE).symlink_to(tmp_path / "roots-own" / FILE)
    refused(state, sealed)


def test_a_second_name_of_a_file_is_not_read(state: Path, sealed: Path, tmp_path: Path) -> None:
    seal(state, sealed)
    store(made("borne-99"), tmp_path / "roots-own")
    (state / FILE).hardlink_to(tmp_path / "roots-own" / FILE)
    refused(state, sealed)


def test_a_pipe_keeps_nobody_waiting(state: Path, sealed: Path) -> None:
    seal(state, sealed)
    os.mkfifo(state / FILE)
    refused(state, sealed)


@pytest.mark.parametrize("content", [b"", b"Terminal: borne-01\n", b"x" * 100_000])
def test_what_is_no_identity_does_not_replace_one(state: Path, sealed: Path, content: bytes) -> None:
    seal(state, sealed)
    (state / FILE).write_bytes(content)
    refused(state, sealed)
    assert (state / FILE).read_bytes() == content


def test_a_sealing_that_fails_takes_nothing_away(state: Path, sealed: Path) -> None:
    before = load(state)
    sealed.parent.rmdir()
    with pytest.raises((SealingError, OSError)):
        seal(state, sealed)
    assert load(state) == before


def test_what_does_not_open_again_takes_nothing_away(
    state: Path, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tool that says yes to everything."""
    tool = tmp_path / "systemd-creds"
    tool.write_text('#!/bin/sh\n[ "$1" = decrypt ] || : > "$5"\n')
    tool.chmod(0o755)
    monkeypatch.setattr(sealed_identity, "_TOOL", str(tool))
    before = load(state)
    with pytest.raises(SealingError, match="does not open"):
        seal(state, sealed)
    assert load(state) == before
    assert list(sealed.parent.iterdir()) == []


def test_an_enrolment_meanwhile_is_kept(
    state: Path, sealed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tool takes its time: another identity arrives once the first one was read."""
    newer = made("borne-02")
    store(newer, tmp_path / "newer")
    tool = tmp_path / "systemd-creds"
    tool.write_text(f'#!/bin/sh\ncp "{tmp_path}/newer/{FILE}" "{state}/{FILE}"\nexec /usr/bin/systemd-creds "$@"\n')
    tool.chmod(0o755)
    monkeypatch.setattr(sealed_identity, "_TOOL", str(tool))
    seal(state, sealed)
    assert load(state) == newer
    assert opened(sealed).startswith(b"Terminal: borne-01\n")
    assert [path.name for path in state.iterdir()] == [FILE]
