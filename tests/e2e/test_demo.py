"""The demo as a newcomer runs it, on the default cabinet."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image


@pytest.mark.timeout(600)
def test_every_step_of_the_demo_holds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dock.player", "demo", "--headless", "--out", str(tmp_path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=570, check=False)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [step for step in report["steps"] if not step["ok"]] == []
    assert report["ok"]
    assert ended.returncode == 0, ended.stderr
    names = [path.name for path in sorted((tmp_path / "screens").iterdir())]
    assert len(names) == len(report["steps"]) - 1
    assert sorted(path.name for path in (tmp_path / "tickets").iterdir()) == [
        "01-zoe.bin",
        "01-zoe.png",
        "02-receipt.bin",
        "02-receipt.png",
        "03-marie.bin",
        "03-marie.png",
        "04-paul.bin",
        "04-paul.png",
        "05-readiness.bin",
        "05-readiness.png",
        "06-test-page.bin",
        "06-test-page.png",
    ]
    logged = [json.loads(line[3:]) for line in (tmp_path / "logs" / "kiosk.log").read_text("utf-8").splitlines()]
    assert [line for line in logged if line["event"] in {"qt.message", "app.fault"}] == []
    with Image.open(tmp_path / "screens" / names[0]) as picture:
        assert picture.size == (1080, 1920)
