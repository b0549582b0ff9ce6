"""The gateway: ``POST`` of ``{"id", "to", "text"}`` with a bearer token and an ``Idempotency-Key``."""

from __future__ import annotations

import json
import ssl
import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self


class GatewayFault(StrEnum):
    """What goes wrong with one request."""

    NO_CREDIT = "no_credit"
    """402."""
    BAD_NUMBER = "bad_number"
    """422."""
    BROKEN = "broken"
    """500, and the message is not taken."""
    SILENT = "silent"
    """The message is taken, the answer never comes."""
    DROPPED = "dropped"
    """The message is taken, the connection breaks."""
    ELSEWHERE = "elsewhere"
    """307, to another place."""


@dataclass(frozen=True)
class Taken:
    """A message that its reader got."""

    id: str
    number: str
    text: str


class GatewayServer:
    """Listens on a port of its own; use it in a ``with``.

    Args:
        token: what callers must know.
        chain: PEM file with certificate and private key; None for plain HTTP.

    Attributes:
        url: where to post.
    """

    url: str

    def __init__(self, token: str, chain: Path | None = None) -> None:
        self._token = token
        self._chain = chain
        self._lock = threading.Lock()
        self._faults: deque[GatewayFault] = deque()
        self._taken: dict[str, Taken] = {}
        self._requests = 0
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                gateway.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing: a request holds a number and a code."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        if self._chain is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self._chain)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if self._chain is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}/messages"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="sms-gateway")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def fail(self, *faults: GatewayFault) -> None:
        """Let the next requests go wrong, one each."""
        with self._lock:
            self._faults.extend(faults)

    @property
    def taken(self) -> tuple[Taken, ...]:
        """What reached its readers, in order: one for each id."""
        with self._lock:
            return tuple(self._taken.values())

    @property
    def requests(self) -> int:
        """How often it was asked with the right token."""
        with self._lock:
            return self._requests

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request; on the server's threads."""
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        if not compare_digest(request.headers.get("Authorization", ""), f"Bearer {self._token}"):
            _reply(request, 401)
            return
        try:
            order = json.loads(body)
            message = Taken(order["id"], order["to"], order["text"])
        except (ValueError, KeyError, TypeError):
            _reply(request, 400)
            return
        with self._lock:
            self._requests += 1
            fault = self._faults.popleft() if self._faults else None
            status = self._decide(message, request.headers.get("Idempotency-Key", ""), fault)
        match fault:
            case GatewayFault.SILENT:
                self._closing.wait()
            case GatewayFault.DROPPED:
                request.close_connection = True
            case _:
                _reply(request, status)

    def _decide(self, message: Taken, key: str, fault: GatewayFault | None) -> int:
        match fault:
            case GatewayFault.NO_CREDIT:
                return 402
            case GatewayFault.BAD_NUMBER:
                return 422
            case GatewayFault.BROKEN:
                return 500
            case GatewayFault.ELSEWHERE:
                return 307
            case GatewayFault.SILENT | GatewayFault.DROPPED | None:
                pass
        if key != message.id:
            return 400
        if message.id in self._taken:
            return 409
        self._taken[message.id] = message
        return 202


def _reply(request: BaseHTTPRequestHandler, status: int) -> None:
    request.send_response(status)
    if status == 307:
        request.send_header("Location", "http://127.0.0.1:9/elsewhere")
    request.send_header("Content-Length", "0")
    request.end_headers()
