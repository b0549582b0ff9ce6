"""One virtual terminal for all tests, emulated: played by ``./dev soak vm`` alone, as root."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from vm_stand import Stand

from dock.printer.simulator import PrinterSimulator
from tools.dev.place import ROOT
from tools.vm.disk import make_disk
from tools.vm.machine import Machine

PACKAGES = os.environ.get("BORNE_PACKAGES")
# Without packages there is nothing to boot: `./dev test` leaves all of this out.
collect_ignore_glob = [] if PACKAGES else ["test_*.py"]
DROP_IN = """\
# Emulated, everything takes twenty times as long.
[Service]
WatchdogSec=300
TimeoutStartSec=900
# No processor for pictures either.
Environment=WLR_RENDERER=pixman
"""
SETTINGS = """
# libccid's name for the reader that qemu imitates.
[card]
reader = "Gemalto"
[printer]
address = "/dev/kiosk/printer-serial"
"""


@pytest.fixture(scope="session")
def stand() -> Iterator[Stand]:
    (package,) = Path(str(PACKAGES)).glob("kiosk_*.deb")
    added = {"/etc/systemd/system/kiosk.service.d/90-emulated.conf": DROP_IN, "/etc/kiosk/kiosk.toml": SETTINGS}
    disk = make_disk([package], added, ROOT / "build/vm/disk")
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
