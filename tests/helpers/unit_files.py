"""systemd's files, read as systemd does as far as ours go, and checked by its own tools."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

STUBS = {
    "seatd.service": "[Service]\nExecStart=/usr/bin/true\n",
    "pcscd.service": "[Service]\nExecStart=/usr/bin/true\n",
    "pcscd.socket": "[Socket]\nListenStream=/run/pcscd/pcscd.comm\n",
}
"""Units of other packages, which the machine that runs the tests need not have."""


@dataclass(frozen=True)
class Setting:
    """One line: ``Restart=always`` of ``[Service]``."""

    section: str
    key: str
    value: str


def settings_of(unit: Path) -> list[Setting]:
    """Every setting, in order."""
    found, section = [], ""
    for line in unit.read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith(("#", ";")):
            key, _, value = line.partition("=")
            found.append(Setting(section, key, value))
    return found


def values(unit: Path, key: str) -> list[str]:
    """What stands after each ``key=``, in order."""
    return [setting.value for setting in settings_of(unit) if setting.key == key]


def seconds(text: str) -> float:
    """A span: ``5``, ``500ms``."""
    return float(text.removesuffix("ms")) / 1000 if text.endswith("ms") else float(text)


def complaints(units: list[Path], directory: Path) -> str:
    """What ``systemd-analyze verify`` has against units, each of which it must find no word to say about.

    A misspelt key is but a line on stderr, with exit status 0: only silence is a yes.

    Args:
        units: together, as they may name one another.
        directory: empty; copies go there, whose programs are there on every machine.
    """
    for name, text in STUBS.items():
        (directory / name).write_text(text, "utf-8")
    for unit in units:
        text = re.sub(r"^(Exec\w+=[-+!:@]*)\S+", r"\1/usr/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE)
        (directory / unit.name).write_text(text, "utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(unit.name for unit in units)],
        # The trailing colon: then the machine's own, for the targets.
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{directory}:"},
        cwd=directory,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return checked.stderr + (f"exit status {checked.returncode}" if checked.returncode else "")


def exposure(unit: Path) -> float:
    """The overall level that ``systemd-analyze security`` reckons: 0 is sealed, 10 is open."""
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", f"./{unit.name}"],
        cwd=unit.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    found = re.search(r"exposure level for \S+: ([0-9.]+) ", told)
    if found is None:
        raise ValueError("no level")
    return float(found[1])
