"""A scripted HTTPS server process that stands for the caisse, and certificates for it."""

from __future__ import annotations

import base64
import json
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trustme

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Certificates:
    ca_file: Path
    other_ca_file: Path
    server_file: Path


def make_certificates(folder: Path) -> Certificates:
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
            [sys.executable, str(ROOT / "tests/sync/scripted_caisse.py"), str(certificate)],
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
