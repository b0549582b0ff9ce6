"""The packaged command as a process: TLS, files, signals, crashes, and the operator's commands beside it."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import ssl
import stat
import subprocess
import sys
import warnings
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from running_caisse import CONFIG

from dock.caisse import CaisseError, CaisseProcess
from dock.postgresql import PostgresqlServer

ROOT = CONFIG.parent


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_process(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaisseProcess]:
    url = None
    if request.param == "postgresql":
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        url = server.url("process")
    with CaisseProcess(tmp_path_factory.mktemp("process"), people=20, database_url=url) as process:
        yield process


@pytest.fixture
def running(shared_process: CaisseProcess) -> CaisseProcess:
    """Answers now, whatever the test before did to it."""
    if shared_process.pid is None:
        shared_process.start()
    return shared_process


def enrol(process: CaisseProcess, token: str) -> requests.Response:
    key = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    return requests.post(
        f"{process.url}/v1/enrolments",
        json={"token": token, "public_key": key},
        verify=str(process.ca_file),
        timeout=30,
    )


def command(
    *arguments: str, config: tuple[str, ...] = ("caisse.toml", "demo/caisse.toml"), module: str = "caisse"
) -> subprocess.CompletedProcess[str]:
    files = [part for name in config for part in ("--config", str(CONFIG / name))]
    return subprocess.run(
        [sys.executable, "-m", module, *files, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_what_was_answered_outlives_a_kill(running: CaisseProcess) -> None:
    token = running.add_terminal("borne-0")
    assert enrol(running, token).json()["terminal"] == "borne-0"
    address = running.url
    running.kill()
    running.start()
    assert running.url == address
    assert enrol(running, token).json()["type"] == "/problems/enrolment-token"


def test_a_stop_is_clean_and_told(running: CaisseProcess) -> None:
    # Kept, so that its connection idles: a client that sleeps must not hold the server up.
    health = requests.get(f"{running.url}/v1/health", verify=str(running.ca_file), timeout=30)
    log = running.log
    assert running.stop() == 0
    assert health.json() == {"status": "ok"}
    told = [json.loads(line[3:])["event"] for line in log.read_text("utf-8").splitlines()]
    assert told[-1] == "caisse.stopped"
    assert "library.message" not in told


def test_an_interruption_from_the_keyboard_is_a_clean_stop_too(running: CaisseProcess) -> None:
    assert running.pid is not None
    os.kill(running.pid, signal.SIGINT)
    assert running.stop() == 0


def test_only_who_trusts_its_authority_talks_to_it(running: CaisseProcess) -> None:
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{running.url}/v1/health", timeout=30)


def test_old_tls_is_refused(running: CaisseProcess) -> None:
    context = ssl.create_default_context(cafile=running.ca_file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", running.port)) as line, pytest.raises(ssl.SSLError):
        context.wrap_socket(line, server_hostname="127.0.0.1")


def test_its_authority_is_made_once_and_its_keys_are_its_own(running: CaisseProcess) -> None:
    before = running.ca_file.read_bytes()
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in running.ca_file.parent.iterdir()} == {
        "ca.pem": 0o644,
        "ca-key.pem": 0o600,
        "server.pem": 0o644,
        "server-key.pem": 0o600,
    }
    for file in running.ca_file.parents[1].glob("caisse.sqlite3*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    running.stop()
    running.start()
    assert running.ca_file.read_bytes() == before
    assert requests.get(f"{running.url}/v1/health", verify=str(running.ca_file), timeout=30).ok


def test_its_certificate_names_the_public_address(tmp_path: Path) -> None:
    with CaisseProcess(tmp_path, people=0, public_url="https://caisse.test:8443") as process:
        assert process.url == "https://caisse.test:8443"
        pem = ssl.get_server_certificate(("127.0.0.1", process.port), ca_certs=str(process.ca_file))
        names = x509.load_pem_x509_certificate(pem.encode()).extensions.get_extension_for_class(
            x509.SubjectAlternativeName
        )
        assert "caisse.test" in names.value.get_values_for_type(x509.DNSName)
        assert ip_address("127.0.0.1") in names.value.get_values_for_type(x509.IPAddress)


def test_the_operator_s_commands_work_beside_the_server(running: CaisseProcess) -> None:
    token = running.add_terminal("borne-2")
    assert enrol(running, token).status_code == 201
    running.revoke_terminal("borne-2")
    with pytest.raises(CaisseError, match="aucune borne"):
        running.revoke_terminal("borne-3")
    with pytest.raises(CaisseError, match="NOM"):
        running.add_terminal("Borne 3")


def test_the_list_is_french(tmp_path: Path) -> None:
    state = ("--state-dir", str(tmp_path))
    assert len(command(*state, "terminal", "add", "borne-1").stdout.strip()) == 43
    name, told, since = command(*state, "terminal", "list").stdout.strip().split("\t")
    assert (name, told, since[-1]) == ("borne-1", "attendue", "Z")


def test_production_refuses_invented_people(tmp_path: Path) -> None:
    asked = ("--state-dir", str(tmp_path), "demo-data", "--people", "1")
    done = command(*asked, config=("caisse.toml",), module="caisse.demo")
    assert done.returncode != 0
    assert "refusé en production" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--database-url", "mysql://x/y", "terminal", "list"), "use sqlite"),
        (("--database-url", "postgresql+psycopg://x@127.0.0.1:1/y", "terminal", "list"), "OperationalError"),
        (("serve", "--public-url", "ftp://x"), "public_url"),
    ],
)
def test_what_an_operator_can_put_right_is_told_without_a_trace(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = command("--state-dir", str(tmp_path), *arguments)
    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_told_and_the_first_server_unharmed(running: CaisseProcess, tmp_path: Path) -> None:
    done = command("--state-dir", str(tmp_path), "serve", "--port", str(running.port))
    assert done.returncode != 0
    assert "Address already in use" in done.stderr
    assert requests.get(f"{running.url}/v1/health", verify=str(running.ca_file), timeout=30).ok
