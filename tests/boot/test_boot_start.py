"""A machine on which the package was installed boots into the application."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from tools.box.journal import await_line, event
from tools.box.terminal import UNIT, Terminal


def test_it_boots_into_the_welcome_screen_and_says_so(welcome: Terminal) -> None:
    box = welcome.box

    assert box.show(UNIT, "StatusText") != ""
    assert box.run("systemctl", "is-system-running").stdout.strip() == "running"
    assert "0 loaded units listed" in box.run("systemctl", "--failed").stdout
    health = welcome.health()
    assert (health.ok, health.visit) == (True, False)


def test_its_health_names_the_version_that_is_installed(welcome: Terminal) -> None:
    package = welcome.box.run("dpkg-query", "--show", "--showformat=${Version}", "kiosk").stdout

    assert package.startswith(welcome.health().version)


def test_all_of_it_runs_in_the_service_and_nowhere_else(welcome: Terminal) -> None:
    box = welcome.box

    processes = box.run("ps", "-u", "kiosk", "-o", "cgroup=").stdout.split()

    # A session's scope would lose readiness, watchdog and sandbox, all checks staying green.
    assert processes
    assert {cgroup.removeprefix("0::") for cgroup in processes} == {f"/system.slice/{UNIT}"}


def test_a_person_who_puts_in_a_card_has_a_visit(welcome: Terminal) -> None:
    welcome.outside.slot.insert("marie")

    assert welcome.await_health(lambda health: health.visit).ok

    welcome.outside.slot.remove()
    welcome.await_health(lambda health: not health.visit)


def test_the_screen_shows_a_picture(welcome: Terminal, tmp_path: Path) -> None:
    box = welcome.box
    display = box.run("sh", "-c", "basename $(ls /run/kiosk/wayland-? )").stdout.strip()

    box.run("env", "XDG_RUNTIME_DIR=/run/kiosk", f"WAYLAND_DISPLAY={display}", "grim", "/root/screen.png")

    with Image.open(box.root / "root/screen.png") as picture:
        # Blank would be one colour; the welcome screen has those of its text and its drawings.
        assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 20


def test_its_lines_are_in_the_journal_of_its_unit(welcome: Terminal) -> None:
    await_line(welcome.box, UNIT, event("app.version"), 0)

    lines = welcome.box.journal("--unit", UNIT, "--output=cat").splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]

    assert {"app.started", "app.first_frame", "app.version"} <= {line["event"] for line in told}
