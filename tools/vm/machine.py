"""One virtual terminal: screen, CCID reader, serial printer, and a way to run commands inside it."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tools.vm.qmp import Qmp

BOOT_S = 600.0
"""Emulated on a busy machine, a boot takes its time."""
_COMMAND = (
    *("qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "3072"),
    *("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"),
    *("-device", "virtio-rng-pci", "-device", "virtio-gpu-pci,xres=1080,yres=1920"),
    # usb-ehci refuses usb-serial (facts/systemd.md §1.5).
    *("-device", "qemu-xhci"),
)
_KERNEL_WORDS = "console=ttyS0 root=/dev/vda rw quiet systemd.show_status=0"


@dataclass(frozen=True)
class Ended:
    """How a command inside the machine ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Disk:
    """What a machine starts from; ``root`` is written to."""

    kernel: Path
    initrd: Path
    root: Path


class Machine:
    """A running machine; use it in a ``with``. Leaving it cuts the power.

    Args:
        disk: what it starts from.
        directory: for its sockets and its console; short, as sockets' names are.
        printer: ``host:port`` of what is at the other end of the serial line, or None: nothing is.
    """

    def __init__(self, disk: Disk, directory: Path, printer: str | None = None) -> None:
        self._disk = disk
        self._directory = directory
        self._printer = printer

    @property
    def card(self) -> Path:
        """The socket of what is in the CCID reader (``ccid-card-passthru``)."""
        return self._directory / "card"

    @property
    def console(self) -> Path:
        """What the kernel and systemd wrote on the serial console."""
        return self._directory / "console"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command(), stdin=subprocess.DEVNULL)
        self._closing = ExitStack()
        try:
            wire = self._closing.enter_context(self._connected(self._directory / "agent"))
            self._lines = self._closing.enter_context(wire.makefile("rw", encoding="utf-8"))
            self.run("true")
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._closing.close()

    def run(self, *words: str) -> Ended:
        """Run a command as root inside; waits for its end, and before that for the machine to be up."""
        self._lines.write(json.dumps(words) + "\n")
        self._lines.flush()
        return Ended(*json.loads(self._lines.readline()))

    def picture(self, path: Path) -> None:
        """Write what the screen shows as a PNG."""
        with Qmp(self._directory / "qmp") as qmp:
            qmp.picture(path)

    def _command(self) -> list[str]:
        printer = "null" if self._printer is None else "socket,host={},port={}".format(*self._printer.split(":"))
        return [
            *_COMMAND,
            *("-kernel", str(self._disk.kernel), "-initrd", str(self._disk.initrd), "-append", _KERNEL_WORDS),
            *("-drive", f"file={self._disk.root},format=raw,if=virtio,cache=unsafe"),
            *("-serial", f"file:{self.console}"),
            *("-chardev", f"socket,id=card,path={self.card},server=on,wait=off"),
            *("-device", "usb-ccid", "-device", "ccid-card-passthru,chardev=card"),
            *("-chardev", f"{printer},id=printer", "-device", "usb-serial,chardev=printer"),
            *("-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net"),
            *("-device", "virtio-serial-pci"),
            *("-chardev", f"socket,id=agent,path={self._directory / 'agent'},server=on,wait=off"),
            *("-device", "virtserialport,chardev=agent,name=borne"),
            *("-qmp", f"unix:{self._directory / 'qmp'},server=on,wait=off"),
        ]

    def _connected(self, path: Path) -> socket.socket:
        deadline = time.monotonic() + 20
        while True:
            wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            wire.settimeout(BOOT_S)
            try:
                wire.connect(str(path))
            except (FileNotFoundError, ConnectionRefusedError):
                wire.close()
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.1)
            else:
                return wire
