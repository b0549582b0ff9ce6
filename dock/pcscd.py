"""A real pcscd with the vpcd driver, in namespaces of its own.

vpcd listens on every interface and pcscd knows one socket per machine; inside their own mount and network namespaces
several stacks run side by side and nobody on the network can present a card (facts/devices.md, A).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

CONFIGURATION = Path(__file__).parents[1] / "config/pcscd"
"""What pcscd reads: one reader, « Lecteur Vitale », of two slots."""

_INSIDE = Path(__file__).with_name("pcscd_inside.py")
_PORT = 0x8C7B
_TIMEOUT_S = 30.0


class PcscdError(RuntimeError):
    """pcscd or its namespaces cannot be had; the message says why, for developers."""


class Pcscd:
    """A pcscd that can be killed and started again while its address stays the same.

    Works as root, and as anybody where the system lets users make namespaces (Debian's default). Methods may be called
    from any thread.

    Args:
        configuration: directory of pcscd's reader files.

    Raises:
        PcscdError: the namespaces cannot be made, or pcscd does not start in them (is ``vsmartcard-vpcd`` there?).
    """

    def __init__(self, configuration: Path = CONFIGURATION) -> None:
        self._lock = threading.Lock()
        self._requests, inside = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests.settimeout(_TIMEOUT_S)
        as_anybody = [] if os.geteuid() == 0 else ["--map-root-user"]
        holder = [sys.executable, "-I", str(_INSIDE), str(inside.fileno()), str(configuration.resolve())]
        with inside:
            self._holder = subprocess.Popen(
                ["unshare", *as_anybody, "--mount", "--net", "--", *holder],
                pass_fds=[inside.fileno()],
                stdin=subprocess.DEVNULL,
            )
        try:
            self._expect_ok()
            self.start()
        except BaseException:
            self.stop()
            raise

    @property
    def env(self) -> dict[str, str]:
        """The environment by which a PC/SC client reaches this pcscd.

        libpcsclite reads it once in the life of a process: set it before the first PC/SC call.
        """
        return {"PCSCLITE_CSOCK_NAME": f"/proc/{self._holder.pid}/root/run/pcscd/pcscd.comm"}

    def connect(self, slot: int = 0) -> socket.socket:
        """Open a socket to the driver: for vpcd this *is* the insertion of a card, and closing it the removal.

        Args:
            slot: 0 or 1.

        Raises:
            PcscdError: pcscd does not run.
        """
        fds = self._ask(f"connect:{_PORT + slot}")
        return socket.socket(fileno=fds[0])

    def start(self) -> None:
        """Start pcscd after a ``kill``; returns when it takes clients and cards."""
        self._ask("start")

    def kill(self) -> None:
        """End pcscd as a crash would (SIGKILL); its clients find out by themselves."""
        self._ask("kill")

    def freeze(self) -> None:
        """Make pcscd answer nobody, as a driver that never returns would, until ``thaw``."""
        self._ask("freeze")

    def thaw(self) -> None:
        """Let a frozen pcscd go on."""
        self._ask("thaw")

    def restart(self) -> None:
        """Kill pcscd, then start it at the same address."""
        self.kill()
        self.start()

    def stop(self) -> None:
        """End pcscd and give the namespaces back. May be called twice."""
        self._requests.close()
        try:
            self._holder.wait(_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._holder.kill()
            self._holder.wait()

    def _ask(self, request: str) -> list[int]:
        with self._lock:
            self._requests.send(request.encode())
            return self._expect_ok()

    def _expect_ok(self) -> list[int]:
        answer, fds, _, _ = socket.recv_fds(self._requests, 256, 1)
        if answer != b"ok":
            raise PcscdError(answer.decode() or "the namespaces cannot be made")
        return fds

    def __enter__(self) -> Pcscd:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
