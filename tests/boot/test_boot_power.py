"""What waits in the outbox outlives the power, and leaves the terminal without a screen."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.box.box import Box
from tools.box.journal import await_line, event
from tools.box.terminal import UNIT, Terminal

FILING = Path(__file__).parent / "inside" / "file_declarations.py"
WAITING = 3
# Every row as it was kept; how often it was tried is no part of it.
ROWS = """
import sqlite3
db = sqlite3.connect("file:/var/lib/kiosk/outbox.sqlite3?mode=ro", uri=True)
for row in db.execute("SELECT seq, op_id, digest, sealed FROM operation ORDER BY seq"):
    print(*(value.hex() if isinstance(value, bytes) else value for value in row))
"""


def rows(box: Box) -> list[str]:
    return box.run("python3", "-I", "-c", ROWS).stdout.splitlines()


def accepted(terminal: Terminal) -> int:
    """How many declarations the caisse has taken in all."""
    return sum(map(int, re.findall(r'"accepted": (\d+)', terminal.outside.caisse.log.read_text("utf-8"))))


@pytest.fixture
def waiting(welcome: Terminal) -> Iterator[Terminal]:
    """The terminal, stopped and cut off from the caisse, with declarations in its outbox."""
    box, outside = welcome.box, welcome.outside
    box.run("systemctl", "stop", UNIT)
    outside.cut_caisse()
    box.put(FILING, "/root/inside/file_declarations.py")
    as_the_service = ("--property=User=kiosk", "--property=LoadCredentialEncrypted=kiosk-identity")
    script = ("--property=BindReadOnlyPaths=/root/inside:/opt", "python3", "-I", "/opt/file_declarations.py")
    box.run("systemd-run", "--wait", "--pipe", "--quiet", *as_the_service, *script, str(WAITING), "/var/lib/kiosk")
    assert len(rows(box)) == WAITING
    yield welcome
    if box.leader:
        box.power_off()
    began = time.time()
    box.boot()
    outside.join(box)
    welcome.await_welcome(began)


def test_a_power_cut_in_a_visit_keeps_what_waits_and_forgets_the_visit(waiting: Terminal) -> None:
    box, outside = waiting.box, waiting.outside
    before, taken = rows(box), accepted(waiting)
    box.run("systemctl", "start", UNIT)
    outside.slot.insert("marie")
    assert waiting.await_health(lambda health: health.visit)

    box.power_off()
    outside.slot.remove()
    began = time.time()
    box.boot()

    waiting.await_welcome(began)
    assert rows(box) == before
    assert not waiting.health().visit
    outside.join(box)
    await_line(box, UNIT, event("courier.delivered"), began)
    assert accepted(waiting) == taken + WAITING


def test_a_terminal_whose_screen_cannot_start_sends_what_waits(waiting: Terminal) -> None:
    box, outside = waiting.box, waiting.outside
    outside.join(box)
    began, taken = time.time(), accepted(waiting)
    box.run("mv", "/usr/bin/cage", "/usr/bin/cage.away")
    try:
        box.run("systemctl", "start", UNIT, check=False)

        await_line(box, "kiosk-drain.service", lambda line: line.startswith("Finished "), began)

        assert rows(box) == []
        assert accepted(waiting) == taken + WAITING
        assert box.show(UNIT, "Result") == "exit-code"
        # It does not give up on the screen.
        assert box.show("kiosk-failed.service", "ActiveState") == "activating"
    finally:
        box.run("mv", "/usr/bin/cage.away", "/usr/bin/cage")
