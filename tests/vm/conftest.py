"""One virtual terminal for all tests: emulated, it takes minutes to boot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from dock.printer.simulator import PrinterSimulator
from tools.dev.place import ROOT
from tools.vm.disk import make_disk
from tools.vm.machine import Machine

PACKAGES = ROOT / "build/deb/bookworm"
DROP_IN = """\
# Emulated, everything takes twenty times as long.
[Service]
WatchdogSec=300
TimeoutStartSec=900
# No processor for pictures either.
Environment=WLR_RENDERER=pixman
"""
SETTINGS = """\
[card]
reader = "{reader}"
[printer]
transport = "device"
address = "/dev/kiosk/printer-serial"
"""
READER = "Gemalto"
"""What libccid calls the reader that qemu imitates."""


@dataclass(frozen=True)
class Stand:
    """The machine, what is at its serial line, and where its pictures go."""

    machine: Machine
    printer: PrinterSimulator
    pictures: Path


@pytest.fixture(scope="session")
def stand() -> Iterator[Stand]:
    (package,) = PACKAGES.glob("kiosk_*.deb")
    packaged = (ROOT / "config/kiosk.toml").read_text("utf-8")
    files = {
        "/etc/systemd/system/kiosk.service.d/90-emulated.conf": DROP_IN,
        "/opt/kiosk.toml": packaged + SETTINGS.format(reader=READER),
    }
    disk = make_disk([package], files, ROOT / "build/vm/disk")
    pictures = ROOT / "build/vm/screens"
    pictures.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="vm-") as short:
        printer = PrinterSimulator(device=Path(short) / "printer")
        printer.start()
        try:
            with Machine(disk, Path(short), f"127.0.0.1:{printer.port}") as machine:
                yield Stand(machine, printer, pictures)
        finally:
            printer.stop()
