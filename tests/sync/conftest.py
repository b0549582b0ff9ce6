"""Certificates, an enrolled terminal, and a scripted HTTPS server process for the link's tests."""

from __future__ import annotations

import base64
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from dock.network import NetworkSwitch
from kiosk.sync.events import LinkEvent
from kiosk.sync.identity import Identity, load, store
from kiosk.sync.link import Link
from kiosk.sync.settings import LinkSettings
from kiosk.sync.worker import LinkWorker

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0
TERMINAL = "borne-01"


@dataclass(frozen=True)
class Certificates:
    ca_file: Path
    other_ca_file: Path
    server_file: Path


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    folder = tmp_path_factory.mktemp("certificates")
    ours, other = trustme.CA(), trustme.CA()
    files = Certificates(folder / "ca.pem", folder / "other.pem", folder / "server.pem")
    ours.cert_pem.write_to_path(str(files.ca_file))
    other.cert_pem.write_to_path(str(files.other_ca_file))
    ours.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(files.server_file))
    return files


def http_answer(status: int, media_type: str, body: bytes | str | dict[str, Any] | list[Any], **headers: str) -> bytes:
    if isinstance(body, dict | list):
        body = json.dumps(body)
    content = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": media_type, "Content-Length": str(len(content))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status} x\r\n{lines}\r\n".encode() + content


class ScriptedCaisse:
    """Speaks to the server process of ``scripted_caisse.py``."""

    answer = staticmethod(http_answer)

    def __init__(self, certificate: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("scripted_caisse.py")), str(certificate)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        )
        self._obeyed: queue.Queue[None] = queue.Queue()
        self._seen: queue.Queue[dict[str, Any]] = queue.Queue()
        self._started: queue.Queue[int] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = self._started.get(timeout=PATIENCE_S)
        self.url = f"https://127.0.0.1:{self.port}"

    def tell(self, **command: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        self._obeyed.get(timeout=PATIENCE_S)

    def reset(self) -> None:
        self.tell(reset=True)
        while not self._seen.empty():
            self._seen.get()

    def will_answer(self, content: bytes, **how: bool) -> None:
        self.tell(answer={"bytes": base64.b64encode(content).decode(), **how})

    def seen(self) -> dict[str, Any]:
        """The next request that the server received; waits for it."""
        return self._seen.get(timeout=PATIENCE_S)

    def saw_nothing_more(self) -> bool:
        # Its answer comes after everything that the server has reported so far.
        self.tell(nothing=True)
        return self._seen.empty()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            match json.loads(line):
                case {"port": port}:
                    self._started.put(port)
                case {"obeyed": _}:
                    self._obeyed.put(None)
                case request:
                    self._seen.put(request)


@pytest.fixture
def private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def identity(private_key: Ed25519PrivateKey) -> Identity:
    return Identity(TERMINAL, private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.fixture
def state_dir(tmp_path: Path, identity: Identity) -> Path:
    folder = tmp_path / "state"
    store(identity, folder)
    return folder


@pytest.fixture(scope="session")
def caisse_process(certificates: Certificates) -> Iterator[ScriptedCaisse]:
    server = ScriptedCaisse(certificates.server_file)
    yield server
    server.stop()


@pytest.fixture
def caisse(caisse_process: ScriptedCaisse, private_key: Ed25519PrivateKey) -> ScriptedCaisse:
    caisse_process.reset()
    key = base64.b64encode(private_key.public_key().public_bytes_raw()).decode()
    caisse_process.tell(know={TERMINAL: key})
    return caisse_process


@pytest.fixture
def network(caisse: ScriptedCaisse) -> Iterator[NetworkSwitch]:
    switch = NetworkSwitch("127.0.0.1", caisse.port)
    switch.start()
    yield switch
    switch.stop()


MakeLink = Callable[..., Link]


@pytest.fixture
def make_link(caisse: ScriptedCaisse, certificates: Certificates, state_dir: Path) -> MakeLink:
    """Builds a link to the scripted caisse; keyword arguments replace its settings."""

    def make(url: str | None = None, **settings: Any) -> Link:
        given = {"base_url": url or caisse.url, "ca_file": certificates.ca_file} | settings
        return Link(LinkSettings(**given), lambda: load(state_dir))

    return make


@pytest.fixture
def visit_document() -> dict[str, Any]:
    return {
        "token": "T" * 43,
        "level": "card",
        "expires_in_s": 1200,
        "beneficiaries": [{"id": "b1", "first_name": "MARIE", "initial": "D", "insured": True}],
        "services": [{"id": "rights_attestation", "unavailable": None}],
    }


@pytest.fixture
def attestation_document() -> dict[str, Any]:
    return {
        "reference": "ABCDEFGHJK",
        "issued_at": "2026-11-21T20:00:00Z",
        "caisse": {"code": "972", "name": "CPAM d’essai", "address": ["1 rue du Port"]},
        "person": {
            "family_name": "DUPONT",
            "first_name": "MARIE",
            "birth_date": "19840512",
            "nir": "284058832102532",
            "insured": True,
        },
        "insured_name": "DUPONT MARIE",
        "insured_nir": "284058832102532",
        "regime": "Régime général",
        "rights": {"start": "2003-09-01", "end": None},
        "complementary": "Mutuelle des Coteaux",
        "treating_doctor": True,
        "long_term_illness": None,
        "copayment_exemption": None,
        "mentions": [],
        "check_url": "https://127.0.0.1/v/ABCDEFGHJK",
    }


@pytest.fixture
def identified_document(visit_document: dict[str, Any]) -> dict[str, Any]:
    account = {"must_choose": "provisional", "by_code": True, "email": "missing", "address": "", "pending": ""}
    return visit_document | {"level": "code", "account": account}


@pytest.fixture
def code_document() -> dict[str, Any]:
    sms = {"id": "sms-1", "number": "+33639980001", "text": "Assurance Maladie : 4821 est votre code."}
    return {"number": "06 ** ** ** 01", "again_in_s": 60, "sms": sms}


@pytest.fixture
def check_document() -> dict[str, Any]:
    picture, sound = b"\x89PNG\r\n\x1a\n" + bytes(60_000), b"RIFF" + bytes(640_000)
    files = {"picture": base64.b64encode(picture).decode(), "sound": base64.b64encode(sound).decode()}
    return {"id": "check-1", "digits": 5, **files}


class HandTime(threading.Condition):
    """Time that only a test moves, and the condition that a worker waits on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self._resting = threading.Condition()
        self._rests: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        with self._resting:
            self._rests.append(timeout)
            self._resting.notify_all()
        return super().wait()

    def next_rest(self) -> float:
        """How long the worker means to rest; waits until it does."""
        with self._resting:
            assert self._resting.wait_for(lambda: self._rests, PATIENCE_S)
            return self._rests.pop(0)

    def pass_by(self, seconds: float) -> None:
        with self:
            self.now += seconds
            self.notify_all()


class Bench:
    """A worker on hand-made time, and what it told."""

    def __init__(self, link: Link) -> None:
        self.time = HandTime()
        self.told: queue.Queue[LinkEvent] = queue.Queue()
        self.worker = LinkWorker(link, self.told.put, monotonic=self.time.monotonic, condition=self.time)

    def next_event(self) -> LinkEvent:
        return self.told.get(timeout=PATIENCE_S)


@pytest.fixture
def start_worker() -> Iterator[Callable[[Link], Bench]]:
    """Starts a worker on a link; stops it at the end."""
    benches: list[Bench] = []

    def start(link: Link) -> Bench:
        bench = Bench(link)
        bench.worker.start()
        benches.append(bench)
        return bench

    yield start
    for bench in benches:
        bench.worker.stop(PATIENCE_S)
