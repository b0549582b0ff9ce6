"""``./dev soak deb``: the packages of a release, made and tried in a Debian where apt resolved what they depend on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tools.deb.making import make
from tools.deb.releases import RELEASES

_ROOT: Final = Path(__file__).parents[2]
_MINUTES: Final = 20


def main(name: str) -> int:
    """Make the packages and play their trials; pytest's status.

    Args:
        name: of the release.
    """
    out = _ROOT / "build/deb" / name
    packages = make(_ROOT, RELEASES[name], out)
    debian = _ROOT / "build/deb" / f"{name}-root"
    subprocess.run(["rm", "--recursive", "--force", "--one-file-system", str(debian)], check=True)
    asked = [f'--customize-hook=chroot "$1" {_resolve(package)}' for package in packages]
    subprocess.run(["mmdebstrap", "--quiet", "--variant=minbase", *asked, name, str(debian)], check=True)
    played = [sys.executable, "-m", "pytest", "--timeout", str(_MINUTES * 60), "tests/boot/test_packages_life.py"]
    environment = os.environ | {"BORNE_PACKAGES": str(out), "BORNE_DEBIAN": str(debian)}
    return subprocess.call(played, cwd=_ROOT, env=environment)


def _resolve(package: Path) -> str:
    field = ["dpkg-deb", "--field", str(package), "Depends"]
    depends = " ".join(subprocess.run(field, check=True, capture_output=True, text=True).stdout.split())
    # The package itself is not installed: the trials look at what it adds.
    return f"apt-get satisfy --quiet --quiet --yes --no-install-recommends '{depends}'"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
