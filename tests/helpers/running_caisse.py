"""A caisse that answers real HTTP in this process, on an injected clock; its terminals sign as the kiosk does."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from caisse import events, settings
from caisse.api.signatures import verify
from caisse.handlers import terminals
from caisse.handlers.hashing import Hashing
from caisse.keys import Keys
from caisse.parts import Parts
from caisse.sealing_keys import SealingKeys
from caisse.server import configuration, listen
from caisse.settings import Settings
from caisse.sms.gateway import Gateway
from caisse.store.store import Store
from kiosk.sync.identity import Identity
from kiosk.sync.signing import TerminalSignature
from teleservices.logbook import Logbook
from teleservices.nir import Nir
from teleservices.texts.catalogue import LANGUAGES, read

CONFIG = Path(__file__).parents[2] / "config"
CAST = CONFIG / "demo" / "cast.toml"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MARIE = Nir("2840588321025").full
RENE = Nir("1442099350123").full
SOPHIE = Nir("2990933063210").full
AGNES = Nir("2770431555142").full
JOSEPH = Nir("1621140192066").full
KARIM = Nir("1880613055301").full
HORTENSE = Nir("2501259350077").full
"""The cast's, key included."""

KEYS = Keys(b"c" * 32, b"s" * 32, b"e" * 32, b"g" * 32, b"m" * 32)
NO_KEYS = SealingKeys(Path("/nowhere"))
"""Nothing published, nothing known."""


def demo_settings() -> Settings:
    return settings.read([CONFIG / "caisse.toml", CONFIG / "demo" / "caisse.toml", CONFIG / "demo" / "card_level.toml"])


def product_settings() -> Settings:
    return settings.read([CONFIG / "caisse.toml"])


@dataclass
class Clock:
    at: datetime = NOON

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Caisse:
    """One application on one store, served on a port of its own over plain HTTP."""

    store: Store
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    log: list[str] = field(default_factory=list)
    gateway: Gateway | None = None
    sealing_keys: SealingKeys = NO_KEYS

    def __post_init__(self) -> None:
        listening = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        texts = {language: read(language) for language in LANGUAGES}
        self.parts = Parts(
            settings=self.settings,
            public_url=self.url,
            store=self.store,
            log=Logbook(events.CATALOGUE, self.log.append, self.clock),
            now=self.clock,
            below=secrets.randbelow,
            new_token=secrets.token_urlsafe,
            texts=texts,
            verify=verify,
            keys=KEYS,
            sealing_keys=self.sealing_keys,
            deliveries=self.settings.intake.turns(),
            hashing=Hashing(self.settings.identification.hashing),
            gateway=self.gateway,
        )
        up = threading.Event()

        class Server(uvicorn.Server):
            async def startup(self, sockets: Any = None) -> None:
                await super().startup(sockets)
                up.set()

        self._server = Server(configuration(self.parts, None))
        self._thread = threading.Thread(target=self._server.run, args=([listening],))
        self._thread.start()
        assert up.wait(30)

    @property
    def app(self) -> Any:
        return self._server.config.app

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()}, timeout=30)

    def post(self, path: str, body: Mapping[str, Any]) -> requests.Response:
        return requests.post(self.url + path, json=body, timeout=30)

    def terminal(self, name: str = "borne-1") -> Terminal:
        """A terminal, added and enrolled by the front door."""
        token = secrets.token_urlsafe()
        self.store.write(lambda connection: terminals.add(connection, name, token, self.clock()))
        terminal = Terminal(self, name)
        answer = self.post("/v1/enrolments", {"token": token, "public_key": terminal.public_key})
        assert (answer.status_code, answer.json()["terminal"]) == (201, name)
        return terminal


@dataclass
class Terminal:
    """The kiosk's own way of signing, on the caisse's clock unless told otherwise."""

    caisse: Caisse
    name: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    skew: timedelta = timedelta(0)

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def signature(self, nonce: str | None = None) -> TerminalSignature:
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        created = self.caisse.clock() + self.skew
        return TerminalSignature(Identity(self.name, pem), created, nonce or secrets.token_urlsafe(24))

    def send(
        self, method: str, path: str, body: Any = None, token: str | None = None, nonce: str | None = None
    ) -> requests.Response:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        return requests.request(
            method, self.caisse.url + path, data=data, headers=headers, auth=self.signature(nonce), timeout=30
        )

    def open(self, nir: str = MARIE, valid_from: str | None = "20240115") -> requests.Response:
        return self.send("POST", "/v1/visits", {"nir": nir, "card_valid_from": valid_from, "card_digest": None})

    def visit(self, nir: str = MARIE) -> dict[str, Any]:
        answer = self.open(nir)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def attest(self, visit: Mapping[str, Any], who: int = 0, *mentions: str) -> requests.Response:
        asked = {"beneficiary": visit["beneficiaries"][who]["id"], "mentions": list(mentions)}
        return self.send("POST", "/v1/rights-attestations", asked, visit["token"])

    def close(self, visit: Mapping[str, Any]) -> requests.Response:
        return self.send("DELETE", "/v1/visits/current", token=visit["token"])


def problem(answer: requests.Response) -> str:
    """The ``type`` of a problem document that is one in every respect."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    assert document["title"]
    assert set(document) <= {"type", "title", "status", "regime", "tries_left", "faults"}
    return str(document["type"])


def with_rights(chosen: Settings, **changes: Any) -> Settings:
    return replace(chosen, rights_attestation=replace(chosen.rights_attestation, **changes))
