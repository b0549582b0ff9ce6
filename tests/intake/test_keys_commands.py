"""``caisse keys`` beside a running server, as an operator types it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from running_caisse import CONFIG

from dock.caisse import CaisseProcess


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaisseProcess]:
    with CaisseProcess(tmp_path_factory.mktemp("keys") / "caisse", people=0) as running:
        yield running


def command(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    files = [part for name in ("caisse.toml", "demo/caisse.toml") for part in ("--config", str(CONFIG / name))]
    return subprocess.run(
        [sys.executable, "-m", "caisse", *files, "--state-dir", str(state), "keys", *arguments],
        cwd=CONFIG.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def published(process: CaisseProcess) -> list[str]:
    answer = requests.get(f"{process.url}/v1/keys", verify=str(process.ca_file), timeout=30)
    return [key["key_id"] for key in answer.json()["keys"]]


def test_a_running_server_gives_a_new_key_at_once(process: CaisseProcess) -> None:
    (first,) = published(process)
    second = process.rotate_keys()
    assert set(published(process)) == {first, second}
    assert isinstance(load_pem_public_key(process.root_file.read_bytes()), Ed25519PublicKey)


def test_the_list_says_what_is_published_and_what_is_not(process: CaisseProcess) -> None:
    state = process.root_file.parent
    known = published(process)
    made = command(state, "make", "--days", "2").stdout.strip()
    lines = [line.split("\t") for line in command(state, "list").stdout.splitlines()]
    assert {name: told for name, told, *_ in lines} == {**dict.fromkeys(known, "publiée"), made: "à signer"}
    assert command(state, "destroy").stdout == ""


def test_the_root_is_kept_off_the_caisse(process: CaisseProcess, tmp_path: Path) -> None:
    state = process.root_file.parent
    inside = command(state, "root", "--out", str(state / "root"))
    assert (inside.returncode, "ne doit pas être gardée" in inside.stderr) == (1, True)
    assert not (state / "root").exists()
    made = command(state, "root", "--out", str(tmp_path / "usb"))
    assert [Path(line).name for line in made.stdout.split()] == ["root.pem", "root.pub.pem"]
    stranger = command(state, "sign", "--root", str(tmp_path / "usb" / "root.pem"))
    assert (stranger.returncode, "autre racine" in stranger.stderr) == (1, True)


def test_nothing_is_signed_where_nothing_is(tmp_path: Path) -> None:
    assert command(tmp_path, "root", "--out", str(tmp_path.parent / "usb")).returncode == 0
    done = command(tmp_path, "sign", "--root", str(tmp_path.parent / "usb" / "root.pem"))
    assert (done.returncode, "aucune clé" in done.stderr) == (1, True)
