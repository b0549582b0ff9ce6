"""The terminal on its own kernel, with a screen, a USB reader and a USB serial printer: as near as no hardware gets."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest
from PIL import Image
from vm_stand import Stand

from dock.card.chips import chip_of
from dock.card.vscard import PassedCard
from dock.cast import load
from tools.dev.place import ROOT

pytestmark = pytest.mark.timeout(1800)
READY_S = 900.0
READ_S = 120.0
"""To read a card; after that a person takes it out and puts it in again."""
OUT_OF_MEMORY = "b = bytearray({mib} << 20)\nfor i in range(0, len(b), 4096): b[i] = 1\nprint('fits')"
FORKS = """
import os, sys
for _ in range({count}):
    if not os.fork():
        sys.stdin.read()
        os._exit(0)
os.write(1, b'forked')
os.killpg(0, 9)
"""


def comes(true: Callable[[], bool], within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(1)
    return True


def until(true: Callable[[], bool], what: str) -> None:
    assert comes(true, READY_S), what


def health(stand: Stand) -> dict[str, object]:
    said = stand.machine.run("cat", "/run/kiosk/health.json")
    found: dict[str, object] = json.loads(said.out) if said.status == 0 else {}
    return found


def limit(name: str) -> str:
    """A line of the unit as it is installed."""
    found = re.search(rf"^{name}=(\S+)$", (ROOT / "systemd/kiosk.service").read_text("utf-8"), re.MULTILINE)
    assert found is not None, name
    return found[0]


def test_it_boots_into_the_application(stand: Stand) -> None:
    until(lambda: health(stand).get("ok") is True, "the application is not ready")
    assert stand.machine.run("systemctl", "is-active", "kiosk.service").out == "active\n"
    picture = stand.pictures / "welcome.png"
    stand.machine.picture(picture)
    with Image.open(picture) as image:
        assert image.size == (1080, 1920)
        # A console or a black screen has two colours.
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 50


def test_a_card_in_a_usb_reader_opens_a_visit(stand: Stand) -> None:
    until(lambda: health(stand).get("ok") is True, "the application is not ready")
    assert any(_visited(stand) for _ in range(5)), "no visit"
    until(lambda: health(stand).get("visit") is False, "the visit goes on")


def _visited(stand: Stand) -> bool:
    """On a busy machine an emulated card can be too slow, and be taken for a mute one."""
    with PassedCard(stand.machine.card, chip_of(load(), "marie", None)):
        opened = comes(lambda: health(stand).get("visit") is True, READ_S)
        time.sleep(5)
        stand.machine.picture(stand.pictures / "home.png")
    return opened


def test_the_serial_printer_has_its_name(stand: Stand) -> None:
    named = stand.machine.run("readlink", "-f", "/dev/kiosk/printer-serial")
    assert named.out == "/dev/ttyUSB0\n"
    owner = stand.machine.run("stat", "-L", "-c", "%G %a", "/dev/kiosk/printer-serial")
    assert owner.out == "kioskdev 660\n"


def test_the_printer_found_after_the_start_is_reached(stand: Stand) -> None:
    """The sandbox lets through a class of devices of which none was there when the unit started."""
    until(lambda: _printer(stand) == "ready", "the printer is not ready")


def _printer(stand: Stand) -> str:
    said = stand.machine.run("kiosk", "doctor", "--json")
    found = json.loads(said.out)["findings"] if said.out else []
    return next((finding["state"] for finding in found if finding["check"] == "printer"), "")


@pytest.mark.parametrize("held", [False, True], ids=["without", "with"])
def test_memory_is_limited(stand: Stand, held: bool) -> None:
    limits = ("-p", limit("MemoryMax"), "-p", limit("MemorySwapMax")) if held else ()
    program = OUT_OF_MEMORY.format(mib=1600)
    ended = stand.machine.run("systemd-run", "--wait", "--pipe", "-q", *limits, "/usr/bin/python3", "-c", program)
    assert (ended.out == "fits\n") is not held
    assert (ended.status == 0) is not held


@pytest.mark.parametrize("held", [False, True], ids=["without", "with"])
def test_processes_are_limited(stand: Stand, held: bool) -> None:
    limits = ("-p", limit("TasksMax")) if held else ()
    program = FORKS.format(count=400)
    ended = stand.machine.run("systemd-run", "--wait", "--pipe", "-q", *limits, "/usr/bin/python3", "-c", program)
    assert ("forked" in ended.out) is not held
