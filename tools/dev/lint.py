"""``./dev lint``: every linter runs, so that one run shows everything there is to mend."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.dev.place import ROOT

_BIN = Path(sys.executable).parent

LINTERS: tuple[tuple[str, ...], ...] = (
    (str(_BIN / "ruff"), "check", "."),
    (str(_BIN / "ruff"), "format", "--check", "."),
    (str(_BIN / "mypy"),),
    (str(_BIN / "lint-imports"), "--no-cache"),
    ("tools/qmllint.sh",),
)


def run(_arguments: Sequence[str]) -> int:
    """Run them all from the repository's root; 1 if any of them found something."""
    failed = [linter for linter in LINTERS if not _passes(linter)]
    for linter in failed:
        sys.stdout.write(f"failed: {Path(linter[0]).name} {' '.join(linter[1:])}\n")
    return 1 if failed else 0


def _passes(linter: tuple[str, ...]) -> bool:
    sys.stdout.write(f"» {Path(linter[0]).name} {' '.join(linter[1:])}\n")
    sys.stdout.flush()
    return subprocess.call(linter, cwd=ROOT) == 0
