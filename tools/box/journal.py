"""Waiting for a line of a box's journal."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable

from tools.box.box import Box, BoxError, kill_all


def await_line(box: Box, unit: str, wanted: Callable[[str], bool], since: float, timeout_s: float = 60.0) -> float:
    """Wait until a unit has said something, or systemd has said it of the unit.

    Args:
        box: running.
        unit: with its suffix.
        wanted: whether this is the line.
        since: older lines do not count; seconds since the epoch.
        timeout_s: how long to wait.

    Returns:
        When it was written: seconds since the epoch.

    Raises:
        BoxError: nothing of the kind was said; the message ends with what was.
    """
    command = ["journalctl", "--follow", "--lines=all", "--output=json", f"--since=@{since:.6f}", f"--unit={unit}"]
    follower = subprocess.Popen(
        box.entering(*command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    late = threading.Timer(timeout_s, kill_all, [follower])
    late.start()
    said: list[str] = []
    try:
        for line in follower.stdout or ():
            entry = json.loads(line)
            written = int(entry["__REALTIME_TIMESTAMP"]) / 1e6
            said.append(str(entry.get("MESSAGE")))
            if written >= since and wanted(said[-1]):
                return written
    finally:
        late.cancel()
        kill_all(follower)
        if follower.stdout is not None:
            follower.stdout.close()
    raise BoxError(f"{unit} did not say it in {timeout_s:g} s:\n" + "\n".join(said[-30:]))


def event(name: str) -> Callable[[str], bool]:
    """For ``await_line``: the terminal's own line of that event, such as ``app.first_frame``."""
    return lambda line: f'"{name}"' in line
