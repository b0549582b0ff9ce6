"""``python -m tools.deb``: makes the packages of a release."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

from tools.deb.making import make
from tools.deb.releases import RELEASES

_ROOT = Path(__file__).parents[2]


def main() -> int:
    """Make both packages from the last commit; print what came out."""
    parser = argparse.ArgumentParser(prog="./dev deb", description="The Debian packages kiosk and caisse.")
    parser.add_argument("--release", choices=tuple(RELEASES), required=True, help="the Debian they are for")
    parser.add_argument("--out", type=Path, help="directory they are put into; default: build/deb/RELEASE")
    asked = parser.parse_args()
    out: Path = asked.out or _ROOT / "build/deb" / asked.release
    since = time.monotonic()
    for package in make(_ROOT, RELEASES[asked.release], out):
        content = package.read_bytes()
        size = f"{len(content) / 1e6:.1f} MB"
        sys.stdout.write(f"{package}  {size}  sha256 {hashlib.sha256(content).hexdigest()}\n")
    sys.stderr.write(f"» made in {time.monotonic() - since:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
