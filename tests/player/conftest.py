from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A directory with a short path: a unix socket's is at most 107 bytes."""
    directory = Path(tempfile.mkdtemp(prefix="player-"))
    yield directory
    shutil.rmtree(directory)
