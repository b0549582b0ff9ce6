"""How the tests are run: ``./dev test`` before every change, ``./dev soak tests`` the rest of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tools.dev.place import ROOT, SOFTWARE_QT

# A visit is mostly waiting for screens: seven workers keep two cores busy. The files are taken up in the order that
# tests/conftest.py gives them, the longest first.
_WORKERS = ("-n", "7", "--dist", "loadfile", "--no-loadscope-reorder")


def run(marked: str, arguments: Sequence[str]) -> int:
    """Run the tests whose marks satisfy ``marked`` (pytest's ``-m``); the arguments go to pytest too."""
    environment = os.environ | SOFTWARE_QT | {"QT_QPA_PLATFORM": "offscreen"}
    # Hundreds of processes of ours start and end: each would compile the product anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "pytest", *_WORKERS, "-m", marked, *arguments]
    return subprocess.call(command, cwd=ROOT, env=environment)
