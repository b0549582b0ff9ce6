"""What waits in the outbox outlives the power, and leaves the terminal without a screen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from tools.box.journal import await_line, event
from tools.box.terminal import UNIT, Terminal

Rows = Callable[[], list[str]]


def accepted(terminal: Terminal) -> int:
    """How many declarations the caisse has taken in all."""
    return sum(map(int, re.findall(r'"accepted": (\d+)', terminal.outside.caisse.log.read_text("utf-8"))))


def test_a_power_cut_in_a_visit_keeps_what_waits_and_forgets_the_visit(waiting: Terminal, rows: Rows) -> None:
    box, outside = waiting.box, waiting.outside
    before, taken = rows(), accepted(waiting)
    box.run("systemctl", "start", UNIT)
    outside.slot.insert("marie")
    assert waiting.await_health(lambda health: health.visit)

    box.power_off()
    outside.slot.remove()
    began = time.time()
    box.boot()

    waiting.await_welcome(began)
    assert rows() == before
    assert not waiting.health().visit
    outside.join(box)
    await_line(box, UNIT, event("courier.delivered"), began)
    assert accepted(waiting) == taken + len(before)


def test_a_terminal_whose_screen_cannot_start_sends_what_waits(waiting: Terminal, rows: Rows) -> None:
    box, outside = waiting.box, waiting.outside
    outside.join(box)
    before, began, taken = rows(), time.time(), accepted(waiting)
    box.run("mv", "/usr/bin/cage", "/usr/bin/cage.away")
    try:
        box.run("systemctl", "start", UNIT, check=False)

        await_line(box, "kiosk-drain.service", lambda line: line.startswith("Finished "), began)

        assert rows() == []
        assert accepted(waiting) == taken + len(before)
        assert box.show(UNIT, "Result") == "exit-code"
        # It does not give up on the screen.
        assert box.show("kiosk-failed.service", "ActiveState") == "activating"
    finally:
        box.run("mv", "/usr/bin/cage.away", "/usr/bin/cage")
