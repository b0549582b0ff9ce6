"""``python -m tools.dev COMMAND``: what ``./dev`` hands over to once the machine is set up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from tools.dev import lint, soak
from tools.dev.place import ROOT, SOFTWARE_QT


def _module(name: str, *first: str) -> Callable[[Sequence[str]], int]:
    def run(arguments: Sequence[str]) -> int:
        return subprocess.call([sys.executable, "-m", name, *first, *arguments])

    return run


def _test(arguments: Sequence[str]) -> int:
    environment = os.environ | SOFTWARE_QT | {"QT_QPA_PLATFORM": "offscreen"}
    # A visit is mostly waiting for screens: five workers keep two cores busy. The files are taken up in the order that
    # tests/conftest.py gives them, the longest first.
    workers = ["-n", "5", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    return subprocess.call(command, cwd=ROOT, env=environment)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": _module("dock.player", "demo"),
    "run": _module("dock.player", "run"),
    "bench": _module("bench"),
    "test": _test,
    "lint": lint.run,
    "soak": soak.run,
}

if __name__ == "__main__":
    sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
