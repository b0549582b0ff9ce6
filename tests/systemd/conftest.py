"""Where the units are, and a systemd that listens."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from notified import Ear

# As in tests/ui: whatever test starts Qt.
os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software", QSG_RENDER_LOOP="basic")


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    made = Ear(str(tmp_path / "notify"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def units(root: Path) -> Path:
    return root / "systemd"


@pytest.fixture
def as_root() -> None:
    """For what only root can do; CI is root, and takes a skip for a failure."""
    if os.geteuid() != 0:
        pytest.skip("only root can")
