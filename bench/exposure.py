"""``exposure``: what a break-in into the terminal or the caisse would have of its machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bench.figures import Figures
from bench.stand import Stand

_UNITS = Path(__file__).resolve().parent.parent / "systemd"


def exposure(_stand: Stand) -> Figures:
    """``exposure_kiosk`` and ``exposure_caisse``: 0 is sealed off, 10 is wide open."""
    return {f"exposure_{name}": _level(f"{name}.service") for name in ("kiosk", "caisse")}


def _level(unit: str) -> float:
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", f"./{unit}"],
        cwd=_UNITS,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"exposure level for \S+: ([0-9.]+) ", told)
    if found is None:
        raise ValueError(f"{unit}: no level")
    return float(found[1])
