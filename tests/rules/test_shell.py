"""What is written for a shell means there what it looks like."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def for_a_shell(path: Path) -> bool:
    """Packages' scripts have tests of their own: their names are filled in first."""
    with path.open("rb") as content:
        return path.suffix == ".sh" or re.match(rb"#!\S+[ /](ba)?sh\n", content.readline()) is not None


def test_shellcheck_finds_nothing(tracked: list[Path], root: Path) -> None:
    scripts = [path for path in tracked if for_a_shell(path) and root / "tools/deb/debian" not in path.parents]
    assert root / "dev" in scripts
    checked = ["shellcheck", "--external-sources", f"--source-path={root}", *map(str, scripts)]
    done = subprocess.run(checked, cwd=root, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
