from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dock.production import is_production


@pytest.mark.parametrize(
    ("value", "there", "expected"),
    [(None, False, False), ("", False, False), ("0", False, False), ("1", False, True), (None, True, True)],
)
def test_production_is_told_by_a_variable_or_a_file(
    tmp_path: Path, value: str | None, there: bool, expected: bool
) -> None:
    mark = tmp_path / "production"
    if there:
        mark.touch()
    environment = {} if value is None else {"KIOSK_PRODUCTION": value}
    assert is_production(environment, mark) is expected


@pytest.mark.parametrize("command", [["serve", "--state", "state"], ["window"]])
def test_the_dock_does_not_start_in_production(tmp_path: Path, command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "dock", *command, "--socket", "dock.sock"],
        cwd=tmp_path,
        env=os.environ | {"KIOSK_PRODUCTION": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == os.EX_CONFIG
    assert "production" in ended.stderr
    assert list(tmp_path.iterdir()) == []
