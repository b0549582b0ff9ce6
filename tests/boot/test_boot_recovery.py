"""A terminal that hangs or crashes comes back by itself, with nothing left of whoever stood before it."""

from __future__ import annotations

import time

import pytest

from tools.box.journal import await_line, event
from tools.box.terminal import UNIT, Terminal

# Of the cast's Marie: what her card tells.
CANARIES = ("2840588321025", "DUPONT")
PLACES = ("/etc", "/home", "/root", "/run", "/tmp", "/var", "/dev/shm")


def traces(terminal: Terminal) -> list[str]:
    """Files in the terminal that hold something of the person."""
    patterns = [part for canary in CANARIES for part in ("-e", canary)]
    # The systems of the kernel's are no files of ours; pcscd's socket directory cannot be read through.
    found = terminal.box.run("grep", "-rslaF", "--devices=skip", *patterns, *PLACES, check=False).stdout.split()
    said = terminal.box.journal("--output=export")
    return [*found, *(canary for canary in CANARIES if canary in said)]


def open_visit(terminal: Terminal) -> None:
    terminal.outside.slot.insert("marie")
    terminal.await_health(lambda health: health.visit)


@pytest.mark.parametrize("signal", ["STOP", "SEGV", "KILL"])
def test_it_is_back_on_welcome_with_nothing_of_the_visit(welcome: Terminal, signal: str) -> None:
    box = welcome.box
    restarts = int(box.show(UNIT, "NRestarts"))
    open_visit(welcome)
    application = welcome.application()
    began = time.time()

    box.run("kill", f"-{signal}", application)
    # The card goes with its holder, who saw the screen stand still or go dark.
    welcome.outside.slot.remove()

    welcome.await_welcome(began)
    assert int(box.show(UNIT, "NRestarts")) == restarts + 1
    assert welcome.application() != application
    assert not welcome.await_health(lambda health: health.ok).visit
    assert traces(welcome) == []


def test_a_hang_is_noticed_by_the_watchdog(welcome: Terminal) -> None:
    began = time.time()

    welcome.box.run("kill", "-STOP", welcome.application())

    await_line(welcome.box, UNIT, lambda line: "Watchdog timeout" in line, began)
    welcome.await_welcome(began)


def test_traces_would_be_found(welcome: Terminal) -> None:
    welcome.box.run("sh", "-c", f"echo DUPONT {CANARIES[0]} >/run/planted")
    try:
        assert traces(welcome) == ["/run/planted"]
    finally:
        welcome.box.run("rm", "/run/planted")


@pytest.mark.parametrize("command", ["kill", "restart"])
def test_the_reader_is_back_after_pcscd_without_a_restart_of_the_terminal(welcome: Terminal, command: str) -> None:
    box = welcome.box
    application = welcome.application()
    pcscd = box.show("pcscd.service", "MainPID")
    began = time.time()

    if command == "kill":
        box.run("kill", "-KILL", pcscd)
    else:
        box.run("systemctl", "restart", "pcscd.service")

    await_line(box, UNIT, event("card.reader_ready"), began)
    welcome.outside.slot.insert("marie")
    welcome.await_health(lambda health: health.visit)
    assert box.show("pcscd.service", "MainPID") != pcscd
    assert welcome.application() == application
