"""A Debian with systemd as its process 1, which can be started, entered, stopped, and lose its power."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tools.box.cgroup import ControlGroup
from tools.box.overlay import Overlay

_BOOT_S: Final = 180.0
_COMMAND_S: Final = 120.0
_LEADER: Final = "X_NSPAWN_LEADER_PID="
_ENVIRONMENT: Final = ("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8")
# Without the first two, DeviceAllow= and IPAddressDeny= are accepted and not enforced (facts/systemd.md §1.2).
_BPF: Final = ("--system-call-filter=bpf", "--capability=CAP_BPF,CAP_NET_ADMIN,CAP_PERFMON")


def kill_all(entered: subprocess.Popen[str]) -> None:
    """End a command of ``Box.entering`` that was started in a session of its own: nsenter is its parent only."""
    with suppress(ProcessLookupError):
        os.killpg(entered.pid, signal.SIGKILL)
    entered.wait()


class BoxError(Exception):
    """The box did not start, or a command in it failed; the message ends with what was written."""


class Box:
    """A machine of its own: processes, files, network (a loopback only), control groups. Use it in a ``with``.

    It runs from ``boot`` on; its files outlive ``shutdown`` and ``power_off`` until the ``with`` ends. Root only.

    Args:
        layers: its root file system beneath what it writes, the topmost first; shared and never written to.
        directory: an existing directory that keeps what it writes, and ``console.log``.
    """

    def __init__(self, layers: Sequence[Path], directory: Path) -> None:
        self._overlay = Overlay(layers, directory)
        self._directory = directory.resolve()
        self._name = f"borne-{secrets.token_hex(4)}"
        self._process: subprocess.Popen[bytes] | None = None
        self._leader = 0

    @property
    def root(self) -> Path:
        """Its file system, as seen from outside: without what it has mounted itself, such as ``/run``."""
        return self._overlay.root

    @property
    def written(self) -> Path:
        """What it wrote, as a layer for other boxes once the ``with`` has ended."""
        return self._overlay.written

    @property
    def leader(self) -> int:
        """Its process 1, as this machine numbers it."""
        return self._leader

    def __enter__(self) -> Self:
        self._overlay.mount()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.power_off()
        self._overlay.unmount()

    def boot(self) -> None:
        """Switch it on; returns when systemd has done all that was due at boot, whatever came of it.

        Raises:
            BoxError: it did not get so far.
        """
        self._group = ControlGroup(self._name)
        address = str(self._directory / "notify")
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            Path(address).unlink(missing_ok=True)
            told.bind(address)
            told.settimeout(_BOOT_S)
            with (self._directory / "console.log").open("ab") as console:
                self._process = subprocess.Popen(
                    self._group.entering(self._nspawn()),
                    stdin=subprocess.DEVNULL,
                    stdout=console,
                    stderr=console,
                    env=os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1", "NOTIFY_SOCKET": address},
                    start_new_session=True,
                )
            self._await_ready(told)

    def run(self, *command: str, check: bool = True, timeout_s: float = _COMMAND_S) -> subprocess.CompletedProcess[str]:
        """Run a command inside, as root.

        Args:
            command: program and arguments.
            check: a status other than 0 is an error.
            timeout_s: after which it is killed.

        Raises:
            BoxError: it failed, and ``check``.
            subprocess.TimeoutExpired: it did not end.
        """
        with subprocess.Popen(
            self.entering(*command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as running:
            try:
                output, errors = running.communicate(timeout=timeout_s)
            except BaseException:
                kill_all(running)
                raise
        if check and running.returncode != 0:
            raise BoxError(f"{' '.join(command)}: {running.returncode}\n{output[-2000:]}{errors[-2000:]}")
        return subprocess.CompletedProcess(command, running.returncode, output, errors)

    def entering(self, *command: str) -> list[str]:
        """The command that runs a command inside, as root; for one that has to be listened to while it runs."""
        enter = ["nsenter", "-t", str(self._leader), "-m", "-u", "-i", "-n", "-p", "-C", "--"]
        return [*enter, "env", "-i", *_ENVIRONMENT, *command]

    def show(self, unit: str, prop: str) -> str:
        """A property of a unit, as ``systemctl show`` words it.

        Args:
            unit: with its suffix.
            prop: such as ``NRestarts``.
        """
        return self.run("systemctl", "show", "--value", f"--property={prop}", unit).stdout.strip()

    def read(self, path: str) -> str:
        """The text of a file inside, ``/run`` included.

        Raises:
            FileNotFoundError: it is not there.
        """
        done = self.run("cat", path, check=False)
        if done.returncode != 0:
            raise FileNotFoundError(path)
        return done.stdout

    def put(self, source: Path, target: str) -> None:
        """Copy a file or a directory in, owned by root.

        Args:
            source: outside.
            target: absolute, inside, on its root file system; directories on the way are made.
        """
        into = self.root / target.lstrip("/")
        into.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, into, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copy(source, into)

    def write(self, target: str, text: str) -> None:
        """Make or replace a text file on its root file system; directories on the way are made."""
        into = self.root / target.lstrip("/")
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(text, "utf-8")

    def journal(self, *arguments: str) -> str:
        """What ``journalctl`` tells of this boot, e.g. with ``-u kiosk.service -o cat``."""
        return self.run("journalctl", "--no-pager", "--boot", *arguments).stdout

    def shutdown(self) -> None:
        """Stop everything in order, as the power button would.

        Raises:
            subprocess.TimeoutExpired: something in it does not end.
        """
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_BOOT_S)
            self._ended()

    def power_off(self) -> None:
        """Pull the plug: everything in it ends at once. What it had written stays, as the host has it."""
        if self._process is not None:
            if self._leader:
                with suppress(ProcessLookupError):
                    os.kill(self._leader, signal.SIGKILL)
            else:
                self._process.kill()
            self._process.wait(_BOOT_S)
            self._ended()

    def _nspawn(self) -> list[str]:
        return [
            "systemd-nspawn",
            "--quiet",
            f"--directory={self.root}",
            f"--machine={self._name}",
            "--boot",
            "--register=no",
            "--keep-unit",
            "--console=pipe",
            "--notify-ready=yes",
            "--private-network",
            "--link-journal=no",
            "--resolv-conf=off",
            "--timezone=off",
            *_BPF,
        ]

    def _await_ready(self, told: socket.socket) -> None:
        """Hear nspawn say which process is the leader, then that the leader is done with booting."""
        self._leader = 0
        try:
            while True:
                lines = told.recv(4096).decode().splitlines()
                for line in lines:
                    if line.startswith(_LEADER):
                        self._leader = int(line.removeprefix(_LEADER))
                if "READY=1" in lines:
                    return
        except TimeoutError as late:
            self.power_off()
            log = (self._directory / "console.log").read_text("utf-8", "replace")
            raise BoxError(f"it does not boot: {log[-2000:]}") from late

    def _ended(self) -> None:
        self._process = None
        self._leader = 0
        self._group.remove()
        # nspawn leaves this behind where /run is no file system of its own (facts/systemd.md §1.2).
        with suppress(OSError):
            Path("/run/systemd/nspawn/propagate", self._name).rmdir()
