"""The half of ``dock.pcscd`` that lives inside the namespaces: it owns them, runs pcscd there, hands out sockets.

Run as a program by ``unshare``, with two arguments: the number of an inherited unix socket, and pcscd's configuration
directory. Each request is one word, each answer ``ok`` (for ``connect:PORT`` with the connected socket beside it) or
a sentence for developers. When the socket closes, pcscd ends and so does this program.

The standard library only: it starts without the project's packages.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

_IPC = Path("/run/pcscd")
_COMM = _IPC / "pcscd.comm"
_USB_DRIVERS = Path("/usr/lib/pcsc/drivers/ifd-ccid.bundle")
_PORT = 0x8C7B
_READY_S = 20.0
_SIOCSIFFLAGS = 0x8914
_IFF_UP_RUNNING = 0x41


def _furnish() -> None:
    """Give the namespaces their own ``/run/pcscd`` and a loopback, and hide the machine's USB readers from pcscd."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    _IPC.mkdir()
    if _USB_DRIVERS.is_dir():
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(_USB_DRIVERS)], check=True)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP_RUNNING))


def _listens(port: int) -> bool:
    """Tell whether somebody listens on a port here, without connecting: vpcd would take that for a card."""
    rows = (line.split() for line in Path("/proc/self/net/tcp").read_text().splitlines()[1:])
    return any(int(row[1].rpartition(":")[2], 16) == port and row[3] == "0A" for row in rows)


def _serves() -> bool:
    """Tell whether pcscd takes clients."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(_COMM)) == 0


class _Daemon:
    """The pcscd of these namespaces, there or not."""

    def __init__(self, configuration: str) -> None:
        features = subprocess.run(["pcscd", "--version"], check=True, capture_output=True, text=True).stdout.split()
        # pcsc-lite 2 (Debian 13) asks polkit, which is not there to answer.
        polkit = ["--disable-polkit"] if "polkit" in features else []
        self._command = ["pcscd", "--foreground", *polkit, "--config", configuration]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        if self._process is not None:
            return "pcscd runs already"
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        end = time.monotonic() + _READY_S
        while not (_listens(_PORT) and _serves()):
            if self._process.poll() is not None:
                return f"pcscd ended with status {self._process.returncode}"
            if time.monotonic() > end:
                return "pcscd does not get ready"
            time.sleep(0.01)
        return "ok"

    def send(self, which: signal.Signals) -> str:
        if self._process is None:
            return "pcscd does not run"
        self._process.send_signal(which)
        return "ok"

    def end(self, how: signal.Signals) -> str:
        if self._process is None:
            return "pcscd does not run"
        self._process.send_signal(how)
        self._process.wait()
        self._process = None
        for leftover in _IPC.iterdir():
            leftover.unlink()
        return "ok"


def _serve(requests: socket.socket, daemon: _Daemon) -> None:
    while word := requests.recv(64).decode():
        match word.partition(":"):
            case ("start", _, _):
                requests.send(daemon.start().encode())
            case ("kill", _, _):
                requests.send(daemon.end(signal.SIGKILL).encode())
            case ("freeze", _, _):
                requests.send(daemon.send(signal.SIGSTOP).encode())
            case ("thaw", _, _):
                requests.send(daemon.send(signal.SIGCONT).encode())
            case ("connect", _, port):
                try:
                    with socket.create_connection(("127.0.0.1", int(port))) as card:
                        socket.send_fds(requests, [b"ok"], [card.fileno()])
                except OSError as refused:
                    requests.send(os.strerror(refused.errno or 0).encode())
            case _:
                requests.send(b"unknown request")
    daemon.send(signal.SIGCONT)
    daemon.end(signal.SIGTERM)


def main() -> None:
    """Furnish the namespaces, say so, serve until the other half goes."""
    # The interrupt of a terminal is for the other half, which then closes the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        _furnish()
        requests.send(b"ok")
        _serve(requests, _Daemon(sys.argv[2]))


if __name__ == "__main__":
    main()
