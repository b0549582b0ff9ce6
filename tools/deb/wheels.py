"""The distributions that the packages carry, fetched for the python3 of a release by this machine's pip."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tools.deb.lock import Entry, requirements
from tools.deb.products import SDISTS
from tools.deb.releases import Release

_OLDEST_GLIBC: Final = 17


def fetch(entries: Iterable[Entry], release: Release, directory: Path) -> None:
    """Put the wheels, and the sources of what has none, into a directory; every hash is checked.

    Args:
        entries: of the lock; their markers are judged by the running Python.
        release: whose python3 and C library they must suit.
        directory: is made.

    Raises:
        subprocess.CalledProcessError: pip failed; it has said why on stderr.
    """
    directory.mkdir(parents=True)
    wanted = {one.name: one for one in entries}.values()
    # A wheel for an older C library serves as well.
    platforms = [f"manylinux_2_{minor}_x86_64" for minor in range(release.glibc, _OLDEST_GLIBC - 1, -1)]
    target = ["--python-version", f"3.{release.python}", "--implementation", "cp", "--only-binary=:all:"]
    for name in (*platforms, "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"):
        target += ["--platform", name]
    _pip(directory, (one for one in wanted if one.name not in SDISTS), target)
    _pip(directory, (one for one in wanted if one.name in SDISTS), ["--no-binary=:all:", "--no-build-isolation"])


def _pip(directory: Path, entries: Iterable[Entry], options: list[str]) -> None:
    asked = directory / "asked.txt"
    asked.write_text(requirements(entries), "utf-8")
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--require-hashes", *options]
    subprocess.run([*command, "--dest", str(directory), "--requirement", str(asked)], check=True)
    asked.unlink()
