"""``kiosk outbox`` and the keys of ``kiosk enrol``, as processes, against a caisse that is one, too."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic_core import to_json

from dock.caisse import CaisseProcess
from dock.network import NetworkSwitch
from kiosk.lock import Lock
from kiosk.sync.identity import Identity, load
from kiosk.sync.keys import KeyStore
from kiosk.sync.outbox import Outbox, open_outbox
from kiosk.sync.outbox_once import FILE
from kiosk.sync.outbox_values import Put
from kiosk.sync.sealing import Sealer
from kiosk.sync.surroundings import of_this_machine
from teleservices.wire.declarations import ByGrant, Declaration

ROOT_DIR = Path(__file__).parents[2]
CANARY = "2840588321025"


class Desk:
    """A terminal's directory, its settings, and its commands."""

    def __init__(self, folder: Path, caisse: CaisseProcess, network: NetworkSwitch) -> None:
        self.state = folder / "state"
        self.caisse, self.network = caisse, network
        self.config = folder / "kiosk.toml"
        text = (ROOT_DIR / "config/kiosk.toml").read_text("utf-8")
        for key, value in {
            "models": f"{ROOT_DIR}/config/models",
            "keyboards": f"{ROOT_DIR}/config/keyboards",
            "url": caisse.url,
            "ca": str(caisse.ca_file),
            "root": str(caisse.root_file),
        }.items():
            text, found = re.subn(rf'^{key} = "[^"]*"', f'{key} = "{value}"', text, flags=re.MULTILINE)
            assert found == 1, key
        assert text.count('"/var/lib/kiosk"') == 1
        self.config.write_text(text.replace('"/var/lib/kiosk"', f'"{self.state}"'), "utf-8")

    def run(self, *command: str, status: int = 0) -> str:
        """What a command says; on stderr when it ends with anything but 0."""
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *self._placed(command)],
            capture_output=True,
            text=True,
            cwd=ROOT_DIR,
            timeout=60,
            check=False,
        )
        assert done.returncode == status, (done.returncode, done.stdout, done.stderr)
        assert CANARY not in done.stdout + done.stderr
        return (done.stderr if status else done.stdout).replace("\u00a0", " ")

    def _placed(self, command: tuple[str, ...]) -> list[str]:
        words = 2 if command[0] == "outbox" else 1
        return [*command[:words], "--config", str(self.config), *command[words:]]

    def opened(self) -> Outbox:
        outbox = open_outbox(self.state / FILE, surroundings=of_this_machine(), reserve_bytes=4096)
        assert isinstance(outbox, Outbox)
        return outbox

    def file(self, count: int) -> list[int]:
        key = KeyStore(self.state, self.caisse.root_file).newest(datetime.now(UTC))
        identity = load(self.state)
        assert key is not None
        assert isinstance(identity, Identity)
        outbox, seqs = self.opened(), []
        for _ in range(count):
            declaration = Declaration("address_change", 1, "ABCDEFGHJK", CANARY, None, "fr", ByGrant("g"), {})
            put = outbox.put(secrets.token_hex(16), bytes(to_json(asdict(declaration))), Sealer(identity, key))
            assert isinstance(put, Put)
            seqs.append(put.seq)
        outbox.close()
        return seqs


@pytest.fixture(scope="module")
def caisse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CaisseProcess, NetworkSwitch]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    network = NetworkSwitch("127.0.0.1", port)
    network.start()
    folder = tmp_path_factory.mktemp("caisse")
    with CaisseProcess(folder, port=port, public_url=f"https://127.0.0.1:{network.port}", people=0) as process:
        yield process, network
    network.stop()


def enrolled(folder: Path, caisse: tuple[CaisseProcess, NetworkSwitch]) -> Desk:
    process, network = caisse
    desk = Desk(folder, process, network)
    token = process.add_terminal(f"borne-{secrets.token_hex(3)}")
    said = desk.run("enrol", "--caisse", process.url, "--token", token)
    assert "Clés de scellement de la caisse reçues." in said
    return desk


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory, caisse: tuple[CaisseProcess, NetworkSwitch]) -> Desk:
    return enrolled(tmp_path_factory.mktemp("terminal"), caisse)


@pytest.fixture
def desk(shared_desk: Desk) -> Iterator[Desk]:
    """An enrolled terminal at which nothing was declared yet."""
    for file in shared_desk.state.glob(f"{FILE}*"):
        file.unlink()
    yield shared_desk
    shared_desk.network.restore()


def test_an_enrolled_terminal_has_the_caisses_keys_and_nothing_waits(desk: Desk) -> None:
    assert KeyStore(desk.state, desk.caisse.root_file).serial >= 1
    assert desk.run("outbox", "status") == "En attente : aucune déclaration.\n"
    assert desk.run("outbox", "drain") == "Rien n’attend plus.\n"


def test_status_counts_while_the_application_holds_the_outbox(desk: Desk) -> None:
    desk.file(3)
    outbox = desk.opened()
    with Lock(desk.state) as lock:
        assert lock.held
        said = desk.run("outbox", "status")
    outbox.close()

    assert said == "En attente : 3 déclarations, la plus ancienne depuis 1 minute.\n"


def test_drain_sends_everything(desk: Desk) -> None:
    desk.file(3)

    assert desk.run("outbox", "drain").endswith("Rien n’attend plus.\n")
    assert desk.run("outbox", "status") == "En attente : aucune déclaration.\n"
    assert '"accepted": 3' in desk.caisse.log.read_text("utf-8")


def test_drain_says_that_the_caisse_is_out_of_reach_and_keeps_all(desk: Desk) -> None:
    desk.file(2)
    desk.network.cut()

    said = desk.run("outbox", "drain", status=os.EX_UNAVAILABLE)

    assert said == "2 déclarations en attente. La caisse ne prend rien : pas de réseau, ou caisse arrêtée.\n"
    desk.network.restore()
    assert desk.run("outbox", "drain").endswith("Rien n’attend plus.\n")


def test_drain_of_a_revoked_terminal_says_so_and_keeps_all(
    tmp_path: Path, caisse: tuple[CaisseProcess, NetworkSwitch]
) -> None:
    desk = enrolled(tmp_path, caisse)
    desk.file(2)
    identity = load(desk.state)
    assert isinstance(identity, Identity)
    desk.caisse.revoke_terminal(identity.terminal)

    assert desk.run("outbox", "drain", status=os.EX_NOPERM).startswith("La caisse ne connaît pas cette borne")
    assert desk.run("outbox", "status").startswith("En attente : 2 déclarations")


@pytest.mark.parametrize("command", [("drain",), ("park", "1"), ("unpark",)], ids=" ".join)
def test_what_writes_is_refused_while_the_application_runs(desk: Desk, command: tuple[str, ...]) -> None:
    with Lock(desk.state) as lock:
        assert lock.held
        said = desk.run("outbox", *command, status=os.EX_TEMPFAIL)

    assert said == "L’application de la borne tourne et envoie elle-même : arrêtez-la d’abord.\n"


def test_a_technician_sets_one_aside_and_puts_it_back(desk: Desk) -> None:
    first, second = desk.file(2)

    assert desk.run("outbox", "park", str(first)) == f"Déclaration nº {first} mise de côté.\n"
    assert f"nº {first} : par un technicien" in desk.run("outbox", "status")
    said = desk.run("outbox", "drain", status=os.EX_TEMPFAIL)
    assert said == "0 déclaration en attente de la caisse, 1 déclaration de côté.\n"
    assert desk.run("outbox", "park", str(second), status=os.EX_DATAERR) == (
        f"Aucune déclaration nº {second} n’attend ici.\n"
    )
    assert desk.run("outbox", "unpark", str(second), status=os.EX_DATAERR) == (
        f"La déclaration nº {second} n’est pas de côté.\n"
    )
    assert desk.run("outbox", "unpark") == "1 déclaration de retour dans la file.\n"
    assert desk.run("outbox", "drain").endswith("Rien n’attend plus.\n")


def test_a_terminal_that_is_not_enrolled_drains_nothing(
    tmp_path: Path, caisse: tuple[CaisseProcess, NetworkSwitch]
) -> None:
    stranger = Desk(tmp_path, *caisse)

    assert stranger.run("outbox", "drain", status=os.EX_CONFIG).startswith("Cette borne n’est pas inscrite")


def test_a_damaged_outbox_is_said_to_be(desk: Desk) -> None:
    desk.file(1)
    (desk.state / FILE).write_bytes(b"not a database" * 100)

    for command in ("status", "drain"):
        assert desk.run("outbox", command, status=os.EX_IOERR).startswith("La boîte d’envoi ne peut pas être lue")


def test_what_waits_keeps_the_terminals_name(desk: Desk) -> None:
    desk.file(1)
    before = load(desk.state)
    assert isinstance(before, Identity)
    token = desk.caisse.add_terminal(f"borne-{secrets.token_hex(4)}")

    said = desk.run("enrol", "--caisse", desk.caisse.url, "--token", token, status=os.EX_TEMPFAIL)

    assert said.startswith(f"Des déclarations attendent ici sous le nom « {before.terminal} »")
    assert load(desk.state) == before
    assert desk.run("outbox", "drain").endswith("Rien n’attend plus.\n")
