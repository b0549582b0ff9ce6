"""The caisse as a process of its own: the packaged command, on its demo settings and the cast."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO, Final, Self

_ROOT: Final = Path(__file__).parents[1]
_CONFIG: Final = _ROOT / "config"
_COMMAND_TIMEOUT_S: Final = 120.0
_READY_TIMEOUT_S: Final = 60.0


class CaisseError(Exception):
    """The caisse did not start or a command of it failed; the message ends with what it wrote."""


class CaisseProcess:
    """A caisse that starts, stops, crashes and comes back at the same address; usable in a ``with``.

    Args:
        state_dir: its database, its authority and its log; made when missing, found again when it exists.
        port: where it listens on 127.0.0.1; 0 for a free port, kept from one start to the next.
        public_url: what terminals call, when something stands in front; None for its own address.
        people: how many invented people beside the cast, the first time.
        database_url: ``postgresql+psycopg://…``; None for SQLite in ``state_dir``.
        settings: TOML files that complete config/caisse.toml and config/demo/caisse.toml.
    """

    def __init__(
        self,
        state_dir: Path,
        *,
        port: int = 0,
        public_url: str | None = None,
        people: int = 100,
        database_url: str | None = None,
        settings: Sequence[Path] = (),
    ) -> None:
        self._state_dir = state_dir.resolve()
        self._port = port
        self._public_url = public_url
        self._people = people
        files = (_CONFIG / "caisse.toml", _CONFIG / "demo" / "caisse.toml", *settings)
        self._options = [part for file in files for part in ("--config", str(file))]
        self._options += ["--state-dir", str(self._state_dir)]
        if database_url is not None:
            self._options += ["--database-url", database_url]
        self._running: subprocess.Popen[str] | None = None
        self._told: dict[str, str | int | None] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """What terminals call, without a slash at the end."""
        return str(self._told["url"])

    @property
    def port(self) -> int:
        """Where it really listens on 127.0.0.1."""
        return self._port

    @property
    def ca_file(self) -> Path:
        """The authority that its clients must trust, PEM."""
        return Path(str(self._told["ca_file"]))

    @property
    def root_file(self) -> Path:
        """The public key of the root that signs its sealing keys, PEM: what its terminals are given."""
        return (self._state_dir / "demo-root.pub.pem").resolve()

    @property
    def log(self) -> Path:
        """Its journal, all starts one after the other."""
        return self._state_dir / "caisse.log"

    @property
    def pid(self) -> int | None:
        """Its process id, None while it does not run."""
        return None if self._running is None else self._running.pid

    def start(self) -> None:
        """Load the people the first time, start, and wait until it answers.

        Raises:
            CaisseError: it did not come up.
        """
        self._state_dir.mkdir(parents=True, exist_ok=True)
        loaded = self._state_dir / "people-loaded"
        if not loaded.exists():
            cast = str(_CONFIG / "demo" / "cast.toml")
            self._run("demo-data", "--people", str(self._people), "--cast", cast, module="caisse.demo")
            loaded.touch()
        command = [sys.executable, "-m", "caisse", *self._options, "serve", "--port", str(self._port)]
        if self._public_url is not None:
            command += ["--public-url", self._public_url]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                cwd=_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._running = process
        line = _first_line(process, _READY_TIMEOUT_S)
        if not line:
            self.kill()
            raise CaisseError(f"caisse serve: {self.log.read_text('utf-8', 'replace')[-2000:]}")
        self._told = json.loads(line)
        self._port = int(self._told["port"] or 0)

    def add_terminal(self, name: str) -> str:
        """Let a terminal enrol; gives its one-time token, good for 15 minutes.

        Raises:
            CaisseError: the name is not one.
        """
        return self._run("terminal", "add", name)

    def revoke_terminal(self, name: str) -> None:
        """Put a terminal out of service.

        Raises:
            CaisseError: there is no such terminal.
        """
        self._run("terminal", "revoke", name)

    def add_agent(self, name: str) -> str:
        """Let an agent sign in at the counter; gives their password.

        Raises:
            CaisseError: the name is not one.
        """
        return self._run("agent", "add", name)

    def add_technician(self, name: str) -> tuple[str, str]:
        """Let a technician open maintenance menus; gives their number and their code.

        Raises:
            CaisseError: the name is not one.
        """
        number, code = self._run("technician", "add", name).split("\t")
        return number, code

    def rotate_keys(self) -> str:
        """Publish a new sealing key beside those in use; gives its name.

        Raises:
            CaisseError: it could not be made or signed.
        """
        name = self._run("keys", "make")
        self._run("keys", "sign", "--root", str(self._state_dir / "demo-root.pem"))
        return name

    def stop(self, timeout_s: float = 15.0) -> int | None:
        """Ask it to end (SIGTERM), kill it after ``timeout_s``; gives its exit status, None when it did not run."""
        process = self._running
        if process is None:
            return None
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout_s)
        self.kill()
        return process.returncode

    def kill(self) -> None:
        """End it at once, as a crash or a power cut would."""
        process = self._running
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
        self._running = None

    def _run(self, *arguments: str, module: str = "caisse") -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *self._options, *arguments],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=_COMMAND_TIMEOUT_S,
            check=False,
        )
        if done.returncode != 0:
            raise CaisseError(f"caisse {arguments[0]}: {done.stderr.strip()}")
        return done.stdout.strip()


def _first_line(process: subprocess.Popen[str], timeout_s: float) -> str:
    """The first line that a process prints; empty when it ends or stays silent."""
    output: IO[str] | None = process.stdout
    if output is None:
        return ""
    with DefaultSelector() as selector:
        selector.register(output, EVENT_READ)
        ready = selector.select(timeout_s)
    # The line is written in one piece.
    return output.readline() if ready else ""
