"""Terminals in boxes, made of the packages that this run built: played by ``./dev boot`` alone, as root."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools.box.image import installed, started
from tools.box.outside import Outside
from tools.box.packages import package
from tools.box.terminal import UNIT, Terminal

PACKAGES = os.environ.get("BORNE_PACKAGES")
# Without packages there is nothing to boot: `./dev test` leaves all of this out.
collect_ignore_glob = [] if PACKAGES else ["test_*.py"]
FILING = Path(__file__).parent / "inside" / "file_declarations.py"
WAITING = 3
# Every row as it was kept; how often it was tried is no part of it.
ROWS = """
import sqlite3
db = sqlite3.connect("file:/var/lib/kiosk/outbox.sqlite3?mode=ro", uri=True)
for row in db.execute("SELECT seq, op_id, digest, sealed FROM operation ORDER BY seq"):
    print(*(value.hex() if isinstance(value, bytes) else value for value in row))
"""


@pytest.fixture(scope="session")
def packages() -> Path:
    """The directory of the packages under test."""
    return Path(str(PACKAGES))


@pytest.fixture(scope="session")
def kiosk_package(packages: Path) -> Path:
    return package("kiosk", packages)


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    with Outside(tmp_path_factory.mktemp("outside")) as outside:
        yield outside


@pytest.fixture(scope="session")
def layers(tmp_path_factory: pytest.TempPathFactory, kiosk_package: Path, outside: Outside) -> tuple[Path, ...]:
    """A machine on which the kiosk is installed and has its settings; it is not enrolled, and switched off."""
    return installed(kiosk_package, outside, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="session")
def terminal(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Path, ...], outside: Outside
) -> Iterator[Terminal]:
    """One terminal for all tests: what they ask of it is to be back on the welcome screen."""
    with started(layers, tmp_path_factory.mktemp("terminal"), outside, "borne-boite") as terminal:
        yield terminal


@pytest.fixture
def welcome(terminal: Terminal) -> Iterator[Terminal]:
    """That terminal on the welcome screen, as somebody finds it; the card is taken out afterwards."""
    # What tests do on purpose is not to be taken for a screen that cannot start.
    terminal.box.run("systemctl", "reset-failed", UNIT)
    if terminal.outside.box is not terminal.box:
        terminal.outside.join(terminal.box)
    assert terminal.box.show(UNIT, "ActiveState") == "active"
    health = terminal.await_health(lambda health: not health.visit)
    assert health.ok
    yield terminal
    terminal.outside.slot.close()


@pytest.fixture
def rows(terminal: Terminal) -> Callable[[], list[str]]:
    """Tells what its outbox holds, a line for each declaration."""

    def told() -> list[str]:
        return terminal.box.run("python3", "-I", "-c", ROWS).stdout.splitlines()

    return told


@pytest.fixture
def waiting(welcome: Terminal, rows: Callable[[], list[str]]) -> Iterator[Terminal]:
    """That terminal, stopped and cut off from the caisse, with declarations in its outbox; started anew afterwards."""
    box, outside = welcome.box, welcome.outside
    box.run("systemctl", "stop", UNIT)
    outside.cut_caisse()
    box.put(FILING, "/root/inside/file_declarations.py")
    as_the_service = ("--property=User=kiosk", "--property=LoadCredentialEncrypted=kiosk-identity")
    script = ("--property=BindReadOnlyPaths=/root/inside:/opt", "python3", "-I", "/opt/file_declarations.py")
    box.run("systemd-run", "--wait", "--pipe", "--quiet", *as_the_service, *script, str(WAITING), "/var/lib/kiosk")
    assert len(rows()) == WAITING
    yield welcome
    box.power_off()
    began = time.time()
    box.boot()
    outside.join(box)
    welcome.await_welcome(began)
