"""``health.json``: how the terminal is, for whoever watches over it on the machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

FILE: Final = "health.json"


@dataclass(frozen=True)
class Condition:
    """What a watcher may know of a terminal: nothing of a person.

    Attributes:
        ok: the screen serves people and the parts run.
        visit: somebody's visit is open; nobody restarts a terminal then.
    """

    ok: bool
    visit: bool


class HealthFile:
    """Writes ``health.json``, from the Qt loop only: a file that grows old is a loop that hangs.

    Args:
        directory: made when missing; on a terminal it is in memory, so that a write waits for no disk.
        version: of the application.
        now: the moment, UTC.
    """

    def __init__(self, directory: Path, version: str, now: Callable[[], datetime]) -> None:
        self._directory = directory
        self._version = version
        self._now = now
        self._last: Condition | None = None
        self._since = ""

    def write(self, condition: Condition) -> None:
        """Replace the file whole: ``{"ok", "version", "visit", "since"}``, ``since`` being when ``ok`` or ``visit``
        last changed. A directory that cannot be written is no reason to stop serving people: the old file's age says
        enough.
        """
        if condition != self._last:
            self._last = condition
            self._since = self._now().strftime("%Y-%m-%dT%H:%M:%SZ")
        told = {"ok": condition.ok, "version": self._version, "visit": condition.visit, "since": self._since}
        draft = self._directory / f".{FILE}"
        with suppress(OSError):
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_text(json.dumps(told) + "\n", "utf-8")
            draft.replace(self._directory / FILE)
