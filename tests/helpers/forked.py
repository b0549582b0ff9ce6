"""Processes that start in milliseconds and can be killed at any moment: forks of one that has imported everything.

What runs in a fork is the product's own code; only the seconds of Python's imports are spared.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")


def preload(*modules: str) -> None:
    """What the parent of all forks imports, once."""
    _CONTEXT.set_forkserver_preload(list(modules))
    before = os.environ.get("PYTHONPATH")
    # CPython 3.11's fork server imports with its own path, and passes over what it does not find there.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    forkserver.ensure_running()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


class Forked:
    """One process; what it sends through its pipe comes out of ``told``.

    Args:
        target: a module's function; takes the pipe's writing end, then ``arguments``.
        arguments: can be pickled.
    """

    def __init__(self, target: Callable[..., None], *arguments: Any) -> None:
        self._reading, writing = _CONTEXT.Pipe(duplex=False)
        self._process: ForkServerProcess = _CONTEXT.Process(target=_begin, args=(target, writing, *arguments))
        self._process.start()
        writing.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        pid = self._process.pid
        if pid is None:
            raise ValueError("not started")
        return pid

    def told(self, timeout_s: float) -> object | None:
        """The next thing that the process sent; None when it ended, or stayed silent for so long."""
        try:
            return self._reading.recv() if self._reading.poll(timeout_s) else None
        except EOFError:
            return None

    def kill(self) -> list[object]:
        """SIGKILL, now; gives all it had sent and nobody had read."""
        if self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()
        left: list[object] = []
        # A record that the kill tore in the middle was not said.
        try:
            while self._reading.poll(0):
                left.append(self._reading.recv())
        except (EOFError, OSError):
            pass
        self._reading.close()
        return left


def _begin(target: Callable[..., None], told: Connection, *arguments: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    target(told, *arguments)
