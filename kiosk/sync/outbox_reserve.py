"""Room kept on the disk for the day it is full: given up so that what is being kept, and what leaves, still fits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

RESERVE_BYTES: Final = 8 << 20
"""Twice what settling a whole batch writes."""


class Reserve:
    """A file of blocks that belong to nothing.

    Args:
        file: where; left over from an earlier start, it is taken as it is when it is whole.
        size: bytes.

    Attributes:
        held: whether the room is kept.
    """

    def __init__(self, file: Path, size: int) -> None:
        self._file = file
        self._size = size
        self.held = False

    def take(self) -> bool:
        """Keep the room, if there is any; gives ``held``."""
        if not self.held:
            try:
                self._allocate()
            except OSError:
                self._file.unlink(missing_ok=True)
            else:
                self.held = True
        return self.held

    def give_up(self) -> bool:
        """Let the room go; False when there was none to let go."""
        was_held = self.held
        self.held = False
        self._file.unlink(missing_ok=True)
        return was_held

    def _allocate(self) -> None:
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, self._size)
        finally:
            os.close(descriptor)
