"""The scripts that dpkg runs as root."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.sync.outbox_once import FILE
from tools.deb.control import Made, filled
from tools.deb.making import Commit, version_of
from tools.deb.products import KIOSK
from tools.deb.releases import RELEASES

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "tools/deb/debian"
SCRIPTS = sorted(TEMPLATES.glob("*/p*"))


def text(template: str) -> str:
    made = Made(KIOSK, RELEASES["bookworm"], "1", "c0ffee", ("kiosk.service", "kiosk-reboot.path"))
    return filled((TEMPLATES / template).read_text("utf-8"), made)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: f"{script.parent.name}-{script.name}")
def test_a_script_is_one_for_sh(script: Path) -> None:
    written = text(str(script.relative_to(TEMPLATES)))
    assert written.startswith("#!/bin/sh\nset -e\n")
    assert "@" not in written
    done = subprocess.run(["shellcheck", "-"], input=written, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_every_product_has_all_three() -> None:
    assert {f"{one.parent.name}/{one.name}" for one in SCRIPTS} == {
        f"{product}/{script}" for product in ("kiosk", "caisse") for script in ("postinst", "prerm", "postrm")
    }


def test_the_scripts_know_where_the_outbox_is() -> None:
    assert f"/var/lib/kiosk/{FILE}" in text("kiosk/prerm")
    assert f"/var/lib/kiosk/{FILE}" in text("kiosk/postrm")


def test_the_control_file_asks_for_the_release_s_python() -> None:
    assert "python3 (>= 3.11), python3 (<< 3.12)" in text("kiosk/control")


def test_a_later_commit_and_a_later_debian_are_newer() -> None:
    def version(seconds: int, release: str) -> str:
        return version_of(ROOT, Commit("c", datetime.fromtimestamp(1_795_329_344 + seconds, UTC)), RELEASES[release])

    ordered = [version(0, "bookworm"), version(0, "trixie"), version(1, "bookworm"), version(90_000, "bookworm")]
    for older, newer in pairwise(ordered):
        subprocess.run(["dpkg", "--compare-versions", newer, "gt", older], check=True)
