"""``python -m bench.spray URL CA_FILE SECONDS CLIENTS TOKEN…``: wrong passwords for many people, as fast as they come.

A program of its own, so that it does not take turns with what is measured. Each token enrols a terminal, and the
clients share the terminals evenly. Says ``ready`` once all of them send; writes one JSON object at the end: attempts
that got a verdict, and attempts that the caisse had no room for.
"""

from __future__ import annotations

import json
import secrets
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import requests

from bench.bare_terminal import BareTerminal, Caisse
from teleservices.nir import Nir
from teleservices.wire.problems import Problem


def somebody() -> str:
    """A NIR that could be anybody's, with its key."""
    below = secrets.randbelow
    born = f"{1 + below(2)}{below(100):02}{1 + below(12):02}"
    return Nir(f"{born}{1 + below(19):02}{1 + below(900):03}{1 + below(999):03}").full


class Spray:
    """Clients that try until they are told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self.answers: Counter[str] = Counter()

    def run(self, terminals: list[BareTerminal], clients: int, seconds: float) -> None:
        """Try for so many seconds."""
        threads = [
            threading.Thread(target=self._try_on, args=(terminals[number % len(terminals)],))
            for number in range(clients)
        ]
        for thread in threads:
            thread.start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        time.sleep(seconds)
        self._stopping.set()
        for thread in threads:
            thread.join()

    def _try_on(self, terminal: BareTerminal) -> None:
        with requests.Session() as session:
            while not self._stopping.is_set():
                body = {"nir": somebody(), "secret": f"Spray-{secrets.token_hex(4)}"}
                problem = terminal.post("/v1/sign-ins", body, session).json().get("type")
                with self._lock:
                    self.answers[problem] += 1


def main() -> None:
    """Enrol, try, tell."""
    url, ca_file, seconds, clients, *tokens = sys.argv[1:]
    caisse = Caisse(url, Path(ca_file))
    spray = Spray()
    spray.run([BareTerminal(caisse, token) for token in tokens], int(clients), float(seconds))
    busy = spray.answers.pop(Problem.BUSY, 0)
    verdicts = spray.answers.pop(Problem.CREDENTIALS, 0)
    if spray.answers:
        raise RuntimeError(f"the caisse answered {dict(spray.answers)}")
    sys.stdout.write(json.dumps({"verdicts": verdicts, "turned_away": busy}) + "\n")


if __name__ == "__main__":
    main()
