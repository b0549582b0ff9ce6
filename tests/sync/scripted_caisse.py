"""A real HTTPS server process that answers what it is told to, byte by byte, as no caisse ever would.

    python scripted_caisse.py CERTIFICATE.pem

Reads JSON lines on stdin, writes JSON lines on stdout: ``{"port": …}``, then one line for each request it receives.
Commands: ``{"answer": {…}}`` for the next requests, the last one staying; ``{"know": {name: base64 key}}``,
``{"clock": seconds ahead}``, ``{"public_url": …}``; ``{"release": true}`` lets go of the answers that
are held, ``{"reset": true}`` forgets all.
"""

from __future__ import annotations

import base64
import gzip
import json
import socketserver
import ssl
import sys
import threading
from collections import deque
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

from caisse.api.request_parts import RequestParts
from caisse.api.signatures import verify
from teleservices.wire.problems import Problem


class Script:
    def __init__(self) -> None:
        self.answers: deque[dict[str, Any]] = deque()
        self.keys: dict[str, bytes] = {}
        self.clock_s = 0
        self.own_url = self.public_url = ""
        self.released = threading.Event()
        self.lock = threading.Lock()

    def obey(self, command: dict[str, Any]) -> None:
        with self.lock:
            match command:
                case {"answer": answer}:
                    self.answers.append(answer)
                case {"know": keys}:
                    self.keys = {name: base64.b64decode(key) for name, key in keys.items()}
                case {"clock": seconds}:
                    self.clock_s = seconds
                case {"public_url": url}:
                    self.public_url = url
                case {"nothing": _}:
                    pass
                case {"release": _}:
                    self.released.set()
                case {"reset": _}:
                    self.released.set()
                    self.answers.clear()
                    self.clock_s, self.public_url, self.released = 0, self.own_url, threading.Event()
                case _:
                    raise ValueError(command)

    def next_answer(self) -> tuple[dict[str, Any], threading.Event]:
        with self.lock:
            return (self.answers.popleft() if len(self.answers) > 1 else self.answers[0]), self.released

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.clock_s)


SCRIPT = Script()


def say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        verdict = self._verdict(body)
        say(
            method=self.command,
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body).decode(),
            size=len(body),
            peer=self.client_address[1],
            verdict=verdict,
        )
        answer, released = SCRIPT.next_answer()
        self.close_connection = not answer.get("kept")
        if answer.get("checked") and verdict in set(Problem):
            self._refuse(verdict)
            return
        if answer.get("held"):
            released.wait()
        self._write(base64.b64decode(answer["bytes"]), endless=bool(answer.get("endless")))

    def do_GET(self) -> None:
        self._any()

    def do_POST(self) -> None:
        self._any()

    def do_DELETE(self) -> None:
        self._any()

    def _verdict(self, body: bytes) -> str:
        headers = {name.lower(): value for name, value in self.headers.items()}
        parts = RequestParts(self.command, SCRIPT.public_url + self.path, headers, body)
        verdict = verify(parts, SCRIPT.keys.get, SCRIPT.now())
        return verdict.value if isinstance(verdict, Problem) else verdict.terminal

    def _refuse(self, problem: str) -> None:
        content = json.dumps({"type": problem, "title": "non", "status": 401}).encode()
        head = f"HTTP/1.1 401 x\r\nContent-Type: application/problem+json\r\nContent-Length: {len(content)}\r\n"
        self._write(f"{head}Date: {format_datetime(SCRIPT.now(), usegmt=True)}\r\n\r\n".encode() + content)

    def _write(self, content: bytes, *, endless: bool = False) -> None:
        try:
            self.wfile.write(content)
            while endless:
                self.wfile.write(b" ")
                threading.Event().wait(0.02)
        except OSError:
            self.close_connection = True

    def log_request(self, *_: object) -> None:
        pass

    def log_error(self, *_: object) -> None:
        pass


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext) -> None:
        self.context = context
        super().__init__(("127.0.0.1", 0), Handler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        try:
            with self.context.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)
        except OSError:
            pass  # Those who do not trust us, or are cut, end here.


def main() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    server = Server(context)
    SCRIPT.own_url = SCRIPT.public_url = f"https://127.0.0.1:{server.server_address[1]}"
    say(port=server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for line in sys.stdin:
        SCRIPT.obey(json.loads(line))
        say(obeyed=True)


main()
