"""``./dev boot``: the packages of this run in a Debian that boots (docs/development.md, « A real systemd »)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tools.box.packages import DIRECTORY, PackageMissingError, package
from tools.box.rootfs import rootfs
from tools.dev.place import ROOT

_PRODUCTS: Final = ("kiosk", "caisse")
# The first test waits for its box, which is installed on a machine that may be busy.
_PATIENCE: Final = ("--timeout", "300")


def run(arguments: Sequence[str]) -> int:
    """Play tests/boot on the packages in ``build/deb/bookworm``; 2 when they or the rights to do so are missing.

    Args:
        arguments: for pytest; none: all of tests/boot.
    """
    return play(arguments or ("tests/boot",), rootfs)


def play(arguments: Sequence[str], before: Callable[[], object]) -> int:
    """Play tests on the packages in ``build/deb/bookworm``; 2 when they or the rights to do so are missing.

    Args:
        arguments: for pytest.
        before: what to do before the tests' clocks run.
    """
    if os.geteuid() != 0:
        sys.stderr.write("» root is needed: a box has processes, networks and file systems of its own\n")
        return 2
    try:
        packages = [package(product) for product in _PRODUCTS]
    except PackageMissingError as missing:
        sys.stderr.write(f"» {missing}\n")
        return 2
    for file in packages:
        sys.stdout.write(f"{file.relative_to(ROOT)}  sha256 {_sha256(file)}\n")
    sys.stdout.flush()
    before()
    environment = os.environ | {"BORNE_PACKAGES": str(DIRECTORY)}
    return subprocess.call([sys.executable, "-m", "pytest", *_PATIENCE, *arguments], cwd=ROOT, env=environment)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
