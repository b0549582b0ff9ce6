"""``./dev soak fresh``: the demo from a fresh clone, in a Debian that has git, python3 and ca-certificates only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tools.dev.place import ROOT


def run(arguments: Sequence[str]) -> int:
    """Run the soak test named by the only argument; 2 when there is none of that name."""
    match arguments:
        case ["fresh"]:
            script = ROOT / "tools/dev/soak-fresh.sh"
            command = [str(script)] if os.geteuid() == 0 else ["sudo", "--preserve-env", str(script)]
            return subprocess.call(command)
        case _:
            sys.stderr.write("usage: ./dev soak fresh\n")
            return 2
