"""Certificates, an enrolled terminal, and a scripted HTTPS server process for the link's tests."""

from __future__ import annotations

import base64
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from scripted_bench import PATIENCE_S, Certificates, ScriptedCaisse, make_certificates

from dock.network import NetworkSwitch
from kiosk.sync.events import LinkEvent
from kiosk.sync.identity import Identity, load, store
from kiosk.sync.link import Link
from kiosk.sync.settings import LinkSettings
from kiosk.sync.worker import LinkWorker

TERMINAL = "borne-01"


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


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
