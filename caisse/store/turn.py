"""One writer at a time, over all processes of the machine.

SQLite 3.40 can corrupt a WAL when two connections write or checkpoint at the same instant (facts/sync.md §0.8).
Its own lock does not prevent that; this one does: whoever writes, the server or a command, holds a lock file from
before the transaction until after the commit and the checkpoint that the commit may run.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Turn:
    """The writers' lock of one database file.

    Args:
        database: the SQLite file; the lock stands beside it, ``.writer`` added to the name.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".writer")

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, hold it for the ``with`` block."""
        lock = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
