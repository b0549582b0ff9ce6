"""One application per terminal, whatever way the first one ended."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from kiosk.lock import Lock

HOLD = """
import sys
from pathlib import Path
from kiosk.lock import Lock
with Lock(Path(sys.argv[1])) as lock:
    print(lock.held, flush=True)
    sys.stdin.read()
"""


def test_the_second_process_is_kept_out_until_the_first_is_dead(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "True\n"
        with Lock(tmp_path) as second:
            assert not second.held
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    with Lock(tmp_path) as third:
        assert third.held


def test_the_state_directory_is_made(tmp_path: Path) -> None:
    with Lock(tmp_path / "new" / "state") as lock:
        assert lock.held
    assert (tmp_path / "new" / "state" / "kiosk.lock").stat().st_mode & 0o777 == 0o600
