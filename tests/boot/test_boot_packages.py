"""The package's life on a machine that runs: an upgrade under a working terminal, and a purge."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tools.box.image import started
from tools.box.journal import await_line, event
from tools.box.outside import Outside
from tools.box.terminal import SETTINGS, UNIT, Terminal

# Where the machine keeps what it does itself, whatever is installed.
OWN = (
    "/proc",
    "/sys",
    "/dev",
    "/root",
    "/tmp",
    "/var/tmp",
    "/var/lib/dpkg",
    "/var/log",
    "/run/log",
    "/run/systemd/journal",
)


def later(package: Path, directory: Path) -> Path:
    """The same package, one version later: what is packed stays as it is, only the control file changes."""
    parts = directory / "later"
    control = parts / "control"
    control.mkdir(parents=True)
    subprocess.run(["ar", "x", package.resolve()], cwd=parts, check=True)
    (packed,) = parts.glob("control.tar*")
    subprocess.run(["tar", "--extract", "--file", packed, "--directory", control], check=True)
    text = (control / "control").read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("Version: "))
    (control / "control").write_text(text.replace(version, f"{version}+later"), "utf-8")
    subprocess.run(["tar", "--create", "--auto-compress", "--file", packed, "--directory", control, "."], check=True)
    (data,) = parts.glob("data.tar*")
    made = directory / f"later-{package.name}"
    subprocess.run(["ar", "rc", made, "debian-binary", packed.name, data.name], cwd=parts, check=True)
    shutil.rmtree(parts)
    return made


def test_an_upgrade_under_a_working_terminal(
    waiting: Terminal, rows: Callable[[], list[str]], kiosk_package: Path, tmp_path: Path
) -> None:
    box = waiting.box
    began = time.time()
    box.run("systemctl", "start", UNIT)
    waiting.await_welcome(began)
    before, settings, application = rows(), box.read(SETTINGS), waiting.application()
    package = later(kiosk_package, tmp_path)
    box.put(package, f"/root/{package.name}")
    began = time.time()

    box.run("dpkg", "--install", f"/root/{package.name}")

    waiting.await_welcome(began)
    assert box.run("dpkg-query", "--show", "--showformat=${Version}", "kiosk").stdout.endswith("+later")
    assert waiting.application() != application
    assert rows() == before
    assert box.read(SETTINGS) == settings
    assert "0 loaded units listed" in box.run("systemctl", "--failed").stdout
    waiting.outside.join(box)
    await_line(box, UNIT, event("courier.delivered"), began)


def test_a_purge_leaves_nothing(layers: tuple[Path, ...], outside: Outside, tmp_path: Path) -> None:
    with started(layers, tmp_path, outside, "borne-purge") as terminal:
        box = terminal.box

        box.run("dpkg", "--purge", "kiosk")

        assert box.run("pgrep", "-u", "kiosk", check=False).returncode != 0
        assert box.run("getent", "passwd", "kiosk", check=False).stdout == ""
        assert box.run("getent", "group", "kiosk", "kioskdev", check=False).stdout == ""
        assert box.run("systemctl", "list-unit-files", "--no-legend", "kiosk*", check=False).stdout == ""
        assert box.run("systemctl", "list-units", "--all", "--no-legend", "kiosk*").stdout == ""
        pruned = [part for own in OWN for part in ("-path", own, "-prune", "-o")]
        found = box.run("find", "/", *pruned, "-iname", "*kiosk*", "-print").stdout.split()
        assert found == []
