"""``./dev soak fresh [RELEASE]``: the demo from a fresh clone, in a Debian with git, python3, ca-certificates only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tools.dev.place import ROOT

_RELEASES = ("bookworm", "trixie")


def run(arguments: Sequence[str]) -> int:
    """Run the soak test that the arguments name; 2 when there is none of that name."""
    match arguments:
        case ["fresh", *release] if release in ([], *([name] for name in _RELEASES)):
            script = [str(ROOT / "tools/dev/soak-fresh.sh"), *release]
            return subprocess.call(script if os.geteuid() == 0 else ["sudo", "--preserve-env", *script])
        case _:
            sys.stderr.write(f"usage: ./dev soak fresh [{'|'.join(_RELEASES)}]\n")
            return 2
