"""Terminals in boxes, made of the packages that this run built: played by ``./dev boot`` alone, as root."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.box.box import Box
from tools.box.image import installed
from tools.box.outside import Outside
from tools.box.terminal import UNIT, Terminal

PACKAGES = os.environ.get("BORNE_PACKAGES")
# Without packages there is nothing to boot: `./dev test` leaves all of this out.
collect_ignore_glob = [] if PACKAGES else ["test_*.py"]

NewTerminal = Callable[[str], Terminal]


@pytest.fixture(scope="session")
def packages() -> Path:
    """The directory of the packages under test."""
    return Path(str(PACKAGES))


@pytest.fixture(scope="session")
def kiosk_package(packages: Path) -> Path:
    found = sorted(packages.glob("kiosk_*.deb"))
    assert len(found) == 1, found
    return found[0]


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    with Outside(tmp_path_factory.mktemp("outside")) as outside:
        yield outside


@pytest.fixture(scope="session")
def layers(tmp_path_factory: pytest.TempPathFactory, kiosk_package: Path, outside: Outside) -> tuple[Path, ...]:
    """A machine on which the kiosk is installed and has its settings; it is not enrolled, and switched off."""
    return installed(kiosk_package, outside, tmp_path_factory.mktemp("installed"))


@contextmanager
def started(layers: tuple[Path, ...], directory: Path, outside: Outside, name: str) -> Iterator[Terminal]:
    """A terminal of its own, enrolled and on the welcome screen."""
    with Box(layers, directory) as box:
        began = time.time()
        box.boot()
        outside.join(box)
        terminal = Terminal(box, outside)
        terminal.await_welcome(began)
        terminal.enrol(name)
        terminal.await_sealed()
        try:
            yield terminal
        finally:
            outside.slot.close()
            outside.leave()


@pytest.fixture(scope="module")
def terminal(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Path, ...], outside: Outside, request: pytest.FixtureRequest
) -> Iterator[Terminal]:
    """One terminal for the tests of a file."""
    name = request.path.stem.replace("_", "-")
    with started(layers, tmp_path_factory.mktemp(name), outside, name) as terminal:
        yield terminal


@pytest.fixture
def welcome(terminal: Terminal) -> Iterator[Terminal]:
    """That terminal on the welcome screen, as somebody finds it; the card is taken out afterwards."""
    assert terminal.box.show(UNIT, "ActiveState") == "active"
    health = terminal.await_health(lambda health: not health.visit)
    assert health.ok
    yield terminal
    terminal.outside.slot.close()
