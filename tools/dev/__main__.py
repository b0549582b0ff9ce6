"""``python -m tools.dev COMMAND``: what ``./dev`` hands over to once the machine is set up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence

from tools.dev import boot, lint, soak, suite


def _module(name: str, *first: str) -> Callable[[Sequence[str]], int]:
    def run(arguments: Sequence[str]) -> int:
        return subprocess.call([sys.executable, "-m", name, *first, *arguments])

    return run


def _test(arguments: Sequence[str]) -> int:
    return suite.run("not soak", arguments)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": _module("dock.player", "demo"),
    "run": _module("dock.player", "run"),
    "bench": _module("bench"),
    "monkey": _module("dock.monkey"),
    "boot": boot.run,
    "deb": _module("tools.deb"),
    "test": _test,
    "lint": lint.run,
    "soak": soak.run,
}

if __name__ == "__main__":
    sys.exit(COMMANDS[sys.argv[1]](sys.argv[2:]))
