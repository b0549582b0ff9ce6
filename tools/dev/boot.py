"""``./dev boot``: the packages of this run in a Debian that boots (docs/development.md, « A real systemd »)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tools.box.rootfs import rootfs
from tools.dev.place import ROOT

PACKAGES: Final = ROOT / "build" / "deb" / "bookworm"
_PRODUCTS: Final = ("kiosk", "caisse")
# The first test of a file waits for its box.
_PATIENCE: Final = ("--timeout", "300")


def run(arguments: Sequence[str]) -> int:
    """Play tests/boot on the packages in ``build/deb/bookworm``; 2 when they or the rights to do so are missing.

    Args:
        arguments: for pytest; none: all of tests/boot.
    """
    if os.geteuid() != 0:
        sys.stderr.write("» root is needed: a box has processes, networks and file systems of its own\n")
        return 2
    found = [sorted(PACKAGES.glob(f"{product}_*.deb")) for product in _PRODUCTS]
    if any(len(packages) != 1 for packages in found):
        sys.stderr.write(f"» one package of each product is needed in {PACKAGES}: ./dev deb --release bookworm\n")
        return 2
    for (package,) in found:
        sys.stdout.write(f"{package.relative_to(ROOT)}  sha256 {_sha256(package)}\n")
    sys.stdout.flush()
    # Made before the tests' clocks run.
    rootfs()
    environment = os.environ | {"BORNE_PACKAGES": str(PACKAGES)}
    played = arguments or ("tests/boot",)
    return subprocess.call([sys.executable, "-m", "pytest", *_PATIENCE, *played], cwd=ROOT, env=environment)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
