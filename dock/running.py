"""The dock's process, started and stopped by somebody who uses it."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from dock.client import DockClient
from dock.processes import Child

_START_S = 60.0
_STOP_S = 20.0
_POLL_S = 0.05


class DockStartError(Exception):
    """The dock did not start; the message says where its log is."""


class RunningDock:
    """The dock's process and a client of it; use it in a ``with``.

    Args:
        directory: an existing directory for its socket, its log and its state; its path is short.
        environment: the whole environment of the process.
        caisse: a TOML file that completes the settings of the demo's caisse.

    Attributes:
        socket: where it listens.
        client: a connection to it.

    Raises:
        DockStartError: on entering: it ended, or does not answer.
    """

    client: DockClient

    def __init__(self, directory: Path, environment: Mapping[str, str], caisse: Path | None = None) -> None:
        self.socket = directory / "dock.sock"
        self._directory = directory
        self._environment = environment
        self._caisse = caisse
        self._running = ExitStack()

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "dock", "serve", "--socket", str(self.socket)]
        command += ["--state", str(self._directory / "dock")]
        command += [] if self._caisse is None else ["--caisse", str(self._caisse)]
        process = Child(command, self._directory / "dock.log", self._environment)
        self._running.callback(process.stop, _STOP_S)
        try:
            self.client = self._call(process)
        except BaseException:
            self._running.close()
            raise
        self._running.callback(self.client.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def _call(self, process: Child) -> DockClient:
        deadline = time.monotonic() + _START_S
        while True:
            try:
                return DockClient(self.socket)
            except OSError:
                if process.exit_status is not None or time.monotonic() > deadline:
                    raise DockStartError(f"the dock did not start: see {process.log}") from None
                time.sleep(_POLL_S)
