"""One application per terminal."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Self


class Lock:
    """A lock file held for the life of the process; the kernel lets go of it whatever way the process ends.

    Args:
        directory: the state directory, made if it is missing.

    Attributes:
        held: whether this process has the lock; known once entered.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._file = -1
        self.held = False

    def __enter__(self) -> Self:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._directory / "kiosk.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return self
        self.held = True
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)
        self.held = False
