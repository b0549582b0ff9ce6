"""``./dev soak``: what takes too long to be done before every change."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tools.dev import boot, suite
from tools.dev.place import ROOT

_RELEASES = ("bookworm", "trixie")
_USAGE = f"""usage: ./dev soak tests [PYTEST ARGUMENT…]
       ./dev soak fresh [{"|".join(_RELEASES)}]
       ./dev soak monkey [--seed S]
       ./dev soak deb [{"|".join(_RELEASES)}]
       ./dev soak vm [PYTEST ARGUMENT…]
       ./dev soak fleet [sqlite|postgresql] [--help]
"""


def run(arguments: Sequence[str]) -> int:
    """Run the soak test that the arguments name; 2 when there is none of that name.

    ``tests`` plays the tests marked ``soak``, which ``./dev test`` leaves out; ``fresh`` the demo from a fresh clone,
    in a Debian with git, python3 and ca-certificates only; ``monkey`` 100,000 events of ``./dev monkey``;
    ``deb`` makes and tries the packages of a release; ``vm`` boots those of ``./dev deb --release bookworm`` in qemu,
    with a kernel, a screen, a USB reader and a serial printer of their own; ``fleet`` three thousand terminals against
    a caisse.
    """
    match arguments:
        case ["tests", *more]:
            return suite.run("soak", more)
        case ["fresh", *release] if release in ([], *([name] for name in _RELEASES)):
            script = [str(ROOT / "tools/dev/soak-fresh.sh"), *release]
            return subprocess.call(script if os.geteuid() == 0 else ["sudo", "--preserve-env", *script])
        case ["monkey", *more]:
            return subprocess.call([sys.executable, "-m", "dock.monkey", "--events", "100000", *more], cwd=ROOT)
        case ["vm", *more]:
            return boot.play(("tests/vm", *more), lambda: None)
        case ["fleet", *more]:
            return subprocess.call([sys.executable, "-m", "tools.soak.fleet", *more], cwd=ROOT)
        case ["deb", *release] if release in ([], *([name] for name in _RELEASES)):
            name = release[0] if release else "trixie"
            return subprocess.call([sys.executable, "-m", "tools.soak.packages", name], cwd=ROOT)
        case _:
            sys.stderr.write(_USAGE)
            return 2
