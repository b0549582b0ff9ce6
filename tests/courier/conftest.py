"""A scripted caisse and a terminal that delivers to it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from scripted_bench import Certificates, ScriptedCaisse, make_certificates

from kiosk.sync.delivery import Delivery, over_tls
from kiosk.sync.identity import Identity
from kiosk.sync.settings import LinkSettings

TERMINAL = "borne-01"
MakeDelivery = Callable[..., Delivery]


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def caisse_process(certificates: Certificates) -> Iterator[ScriptedCaisse]:
    server = ScriptedCaisse(certificates.server_file)
    yield server
    server.stop()


@pytest.fixture
def identity() -> Identity:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return Identity(TERMINAL, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.fixture
def scripted(caisse_process: ScriptedCaisse) -> ScriptedCaisse:
    caisse_process.reset()
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key()
    caisse_process.tell(know={TERMINAL: base64.b64encode(key.public_bytes_raw()).decode()})
    return caisse_process


@pytest.fixture
def make_delivery(scripted: ScriptedCaisse, certificates: Certificates, identity: Identity) -> Iterator[MakeDelivery]:
    """Builds a delivery to the scripted caisse, or to another address or with another authority."""
    made: list[Delivery] = []

    def make(url: str | None = None, ca_file: Path | None = None) -> Delivery:
        made.append(over_tls(LinkSettings(url or scripted.url, ca_file or certificates.ca_file), lambda: identity))
        return made[-1]

    yield make
    for delivery in made:
        delivery.rest()
