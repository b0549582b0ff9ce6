"""Debian's PostgreSQL, started for as long as somebody needs it: a cluster of its own on a private socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final, Self

_BINARIES: Final = Path("/usr/lib/postgresql")
_TIMEOUT_S: Final = 90.0


class PostgresqlError(Exception):
    """PostgreSQL is not installed or did not start; the message ends with what it wrote."""


class PostgresqlServer:
    """One cluster. Usable in a ``with``.

    The server refuses to run as root; started by root it runs as ``postgres``, the user that Debian's package makes.

    Args:
        durable: whether a commit outlives a power cut, as in production; tests have no use for it.

    Raises:
        PostgresqlError: Debian's package ``postgresql`` is not installed.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._durability = "" if durable else " -c fsync=off -c full_page_writes=off"
        found = sorted(_BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
        if not found:
            raise PostgresqlError("PostgreSQL is missing: apt-get install postgresql")
        self._bin = found[-1].parent
        self._home = Path(tempfile.mkdtemp(prefix="borne-pg-"))
        self._as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if _is_root() else []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Make the cluster and wait until it takes connections.

        Raises:
            PostgresqlError: it does not.
        """
        if _is_root():
            shutil.chown(self._home, "postgres", "postgres")
        data = str(self._home / "data")
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "-D", data)
        options = f"-c listen_addresses='' -c unix_socket_directories={self._home}{self._durability}"
        log = str(self._home / "log")
        self._run("pg_ctl", "start", "--wait", "-D", data, "-l", log, "-o", options)

    def url(self, database: str) -> str:
        """Make an empty database; gives its ``postgresql+psycopg://…`` address."""
        self._run("createdb", "--host", str(self._home), "--username=postgres", database)
        return f"postgresql+psycopg://postgres@/{database}?host={self._home}"

    def stop(self) -> None:
        """End the server and remove the cluster."""
        if (self._home / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--wait", "--mode=immediate", "-D", str(self._home / "data"))
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, str(self._bin / program), *arguments]
        # pg_ctl's server keeps its parent's outputs open: files, so that nobody waits for them to close.
        with (Path(os.devnull)).open("rb") as nothing, tempfile.TemporaryFile() as said:
            done = subprocess.run(
                command, stdin=nothing, stdout=said, stderr=said, cwd="/", timeout=_TIMEOUT_S, check=False
            )
            said.seek(0)
            if done.returncode != 0:
                raise PostgresqlError(f"{program}: {said.read().decode(errors='replace').strip()}")


def _is_root() -> bool:
    return os.geteuid() == 0
