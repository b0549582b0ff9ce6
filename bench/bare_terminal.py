"""A terminal without a screen: its key, its signature, one connection a request, as the kiosk's link does."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from requests import PreparedRequest
from requests.auth import AuthBase

from teleservices.wire.signature import COMPONENTS, TAG

_TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Caisse:
    """Where it is, and the authority to trust."""

    url: str
    ca_file: Path


class BareTerminal:
    """Enrolled by a one-time token; usable from several threads.

    Args:
        caisse: where to.
        token: from ``CaisseProcess.add_terminal``.

    Attributes:
        key: what it signs with.
        name: as the caisse calls it.

    Raises:
        requests.HTTPError: the caisse refuses it.
    """

    def __init__(self, caisse: Caisse, token: str) -> None:
        self._caisse = caisse
        self.key = Ed25519PrivateKey.generate()
        public = base64.b64encode(self.key.public_key().public_bytes_raw()).decode("ascii")
        body = {"token": token, "public_key": public}
        answer = requests.post(f"{caisse.url}/v1/enrolments", json=body, verify=str(caisse.ca_file), timeout=_TIMEOUT_S)
        answer.raise_for_status()
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.name = str(answer.json()["terminal"])
        self._auth = _Signature(self.name, pem)

    def post(self, path: str, body: Mapping[str, str], session: requests.Session | None = None) -> requests.Response:
        """Send one signed request; in ``session`` its connection is kept."""
        send = session.post if session else requests.post
        return send(
            self._caisse.url + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
            auth=self._auth,
            verify=str(self._caisse.ca_file),
            timeout=_TIMEOUT_S,
        )

    def signed(self, path: str, content: bytes) -> PreparedRequest:
        """A request to be sent later, within the ten minutes that its signature is good for."""
        headers = {"Content-Type": "application/json"}
        return requests.Request("POST", self._caisse.url + path, headers, data=content, auth=self._auth).prepare()

    def connection(self) -> HTTPSConnection:
        """A connection that is kept, for ``send``; one thread at a time."""
        host = urlsplit(self._caisse.url).netloc
        context = ssl.create_default_context(cafile=self._caisse.ca_file)
        return HTTPSConnection(host, context=context, timeout=_TIMEOUT_S)


def send(request: PreparedRequest, connection: HTTPSConnection) -> bytes:
    """Send what ``signed`` made with next to nothing around it, for the caisse to be what is measured.

    Returns:
        the answer.

    Raises:
        RuntimeError: it is no 200.
    """
    connection.request("POST", request.path_url, request.body, dict(request.headers))
    with connection.getresponse() as answer:
        content = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"the caisse answered {answer.status}")
    return content


class _Signature(AuthBase):
    def __init__(self, name: str, private_key: bytes) -> None:
        self._name = name
        keys = MappingKeyResolver(public_keys={}, private_keys={name: private_key})
        self._signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=keys)

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if not isinstance(request.body, bytes):
            raise TypeError("only bytes can be signed")
        self._signer.sign(
            request,
            key_id=self._name,
            created=datetime.now(UTC),
            nonce=secrets.token_urlsafe(16),
            label="bench",
            tag=TAG,
            covered_component_ids=[part for part in COMPONENTS if part.startswith("@") or part in request.headers],
            body=request.body,
        )
        return request
