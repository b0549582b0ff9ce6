"""What systemd runs in the box is what the repository holds, byte for byte, plus one drop-in that names itself."""

from __future__ import annotations

import filecmp
from pathlib import Path

import pytest

from tools.box.terminal import DROPIN, DROPIN_INSIDE, UNIT, Terminal
from tools.deb.layout import Placed, placed
from tools.deb.products import KIOSK

ROOT = Path(__file__).parents[2]
FILES = [one for one in placed(sorted((ROOT / "systemd").iterdir())) if one.product is KIOSK]
UNITS = [one.file.name for one in FILES if one.file.suffix in {".service", ".path", ".timer", ".socket"}]
GENERATED = "/run/systemd/generator/kiosk.service.d/50-network.conf"


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.file.name)
def test_the_box_has_the_very_files(terminal: Terminal, one: Placed) -> None:
    assert filecmp.cmp(terminal.box.root / one.directory / one.file.name, one.file, shallow=False)


def test_there_are_files() -> None:
    assert {"kiosk.service", "kiosk-drain.service", "kiosk-identity.path"} <= set(UNITS)


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_is_dropped_in_but_what_is_listed(terminal: Terminal, unit: str) -> None:
    dropped = set(terminal.box.show(unit, "DropInPaths").split())

    if unit == UNIT:
        assert dropped == {DROPIN_INSIDE, GENERATED}
        assert terminal.box.read(DROPIN_INSIDE) == DROPIN.read_text("utf-8")
    else:
        assert dropped <= {GENERATED.replace(UNIT, unit)}
    assert terminal.box.show(unit, "NeedDaemonReload") == "no"


def test_the_box_says_only_that_there_is_no_screen() -> None:
    lines = [line for line in DROPIN.read_text("utf-8").splitlines() if line and not line.startswith("#")]

    assert lines == ["[Service]", "Environment=WLR_BACKENDS=headless"]


def test_systemd_has_no_word_to_say_of_the_units(terminal: Terminal) -> None:
    found = terminal.box.run("systemd-analyze", "verify", "--man=no", *UNITS, check=False)

    assert (found.returncode, found.stderr) == (0, "")


def test_the_installation_enables_what_the_terminal_needs_and_nothing_else(terminal: Terminal) -> None:
    box = terminal.box

    enabled = box.run("systemctl", "list-unit-files", "--no-legend", "--state=enabled", "kiosk*").stdout.split("\n")

    names = {line.split()[0] for line in enabled if line}
    assert names == {"kiosk.service", "kiosk-identity.path", "kiosk-reboot.path"}
