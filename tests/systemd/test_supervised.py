"""The application itself, without a screen, under a systemd that listens."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from notified import Ear

SETTINGS = """
[cabinet]
model = "borne-21p"
models = "{root}/config/models"
keyboards = "{root}/config/keyboards"
[caisse]
url = "https://127.0.0.1:9"
ca = "ca.pem"
root = "root.pem"
probe = 15
[outbox]
spread = 1
[printer]
transport = "network"
address = "127.0.0.1:9"
[state]
directory = "state"
[runtime]
directory = "run"
"""


@dataclass(frozen=True)
class Running:
    """The application.

    Attributes:
        log: what it writes to its journal.
    """

    process: subprocess.Popen[bytes]
    log: Path

    def events(self) -> list[str]:
        lines = self.log.read_text("utf-8").splitlines()
        return [json.loads(line[line.index("{") :])["event"] for line in lines if "{" in line]


@pytest.fixture
def kiosk(tmp_path: Path, root: Path, ear: Ear) -> Iterator[Running]:
    (tmp_path / "kiosk.toml").write_text(SETTINGS.format(root=root), "utf-8")
    systemds = {"NOTIFY_SOCKET": ear.name, "WATCHDOG_USEC": "600000", "WATCHDOG_PID": "1"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "run", "--config", str(tmp_path / "kiosk.toml")],
            env=os.environ | systemds | {"QT_QPA_PLATFORM": "offscreen"},
            stderr=log,
            cwd=root,
        )
    yield Running(process, tmp_path / "log")
    process.kill()
    process.wait()


def test_it_is_ready_once_seen_pings_and_stops_in_order(kiosk: Running, ear: Ear, tmp_path: Path) -> None:
    before = ear.hear_until("READY=1")
    assert "app.first_frame" in kiosk.events()
    assert all(message.startswith("STATUS=En service (version ") for message in before[:-1])
    assert [ear.hear() for _ in range(4)] == ["WATCHDOG=1"] * 4
    health = json.loads((tmp_path / "run" / "health.json").read_text("utf-8"))
    assert (health["ok"], health["visit"]) == (True, False)
    assert re.search(
        r"^Max core file size +0 +0 ", Path(f"/proc/{kiosk.process.pid}/limits").read_text("utf-8"), re.MULTILINE
    )
    kiosk.process.send_signal(signal.SIGURG)
    assert set(ear.hear_until("STOPPING=1")) <= {"WATCHDOG=1", "STOPPING=1"}
    assert kiosk.process.wait(60) == 0
    assert kiosk.events()[-1] == "app.stopped"
