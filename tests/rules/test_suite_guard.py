"""A run that proves nothing must not look green (tests/conftest.py)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ONLY_SKIPS = "import pytest\ndef test_nothing():\n    pytest.skip('not here')\n"
ONE_PASSES = ONLY_SKIPS + "def test_something():\n    assert len('ab') == 2\n"


def run(suite: Path, **environment: str) -> int:
    clean = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(suite)]
    return subprocess.run(command, cwd=suite, env=clean | environment, capture_output=True, check=False).returncode


@pytest.fixture
def suite(tmp_path: Path, root: Path) -> Path:
    shutil.copy(root / "tests/conftest.py", tmp_path)
    return tmp_path


def test_a_run_in_which_nothing_passed_fails(suite: Path) -> None:
    (suite / "test_it.py").write_text(ONLY_SKIPS, "utf-8")
    assert run(suite) == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_skip_fails_in_ci_and_there_only(suite: Path) -> None:
    (suite / "test_it.py").write_text(ONE_PASSES, "utf-8")
    assert run(suite) == pytest.ExitCode.OK
    assert run(suite, CI="1") == pytest.ExitCode.TESTS_FAILED
