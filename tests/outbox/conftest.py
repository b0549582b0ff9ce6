"""An outbox in a directory of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from outbox_samples import Ticking, opened

from kiosk.sync.outbox import Outbox


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "outbox.db"


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def outbox(file: Path, ticking: Ticking) -> Iterator[Outbox]:
    outbox = opened(file, ticking)
    yield outbox
    outbox.close()
