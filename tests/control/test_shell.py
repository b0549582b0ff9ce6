"""A shell on a terminal: ``kiosk doctor`` and ``kiosk maintenance``, with the packaged application and without it."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing

import pytest
from scene import Scene, scene

from dock import commands as do
from dock.player import words
from dock.player.steps import inserts, sees, titled
from kiosk.maintenance import diagnostics
from kiosk.sync.outbox_glance import Glance, glance
from kiosk.sync.outbox_once import FILE

GRADES = {"good": 0, "notice": 0, "warning": 1, "fault": 2}
CHECKS = {"reader", "printer", "modem", "link", "clock", "identity", "keys", "outbox", "disk", "version"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Scene]:
    with scene() as made:
        yield made


@pytest.fixture(scope="module")
def application(stage: Scene) -> Scene:
    """The stage with its application on it, from the first test that needs it to the end."""
    stage.start()
    return stage


@pytest.fixture
def running(application: Scene) -> Iterator[Scene]:
    """The application at its welcome screen, all its devices well."""
    titled(words.WELCOME)(application.visitor)
    yield application
    application.dock.do(do.PrinterPaper(present=True))
    application.dock.do(do.NetworkRestore())
    application.dock.do(do.CardRemove())


def kiosk(place: Scene, *arguments: str, status: int = 0) -> str:
    done = place.command(*arguments, "--config", str(place.settings))
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout if status in {0, 1, 2} else done.stderr


def doctor(place: Scene, *, expected: int | None = None) -> dict[str, str]:
    """State by check, of the JSON; the exit status must be the grade's."""
    done = place.command("doctor", "--json", "--config", str(place.settings))
    survey = json.loads(done.stdout)
    assert done.returncode == GRADES[survey["grade"]], done.stderr
    assert {found["grade"] for found in survey["findings"]} <= GRADES.keys()
    assert expected in {None, done.returncode}
    return {found["check"]: found["state"] for found in survey["findings"]}


def test_without_the_application_it_looks_for_itself(stage: Scene) -> None:
    found = doctor(stage)
    assert found.keys() >= CHECKS
    assert (found["reader"], found["printer"], found["link"], found["identity"]) == ("ready", "ready", "up", "enrolled")
    assert found["keys"] == "known"
    assert found["supervision"] == "stopped"
    assert "screen" not in found


def test_without_the_application_there_is_nobody_to_do_anything(stage: Scene) -> None:
    assert "ne tourne pas" in kiosk(stage, "maintenance", "status", status=os.EX_UNAVAILABLE)


def test_it_asks_the_running_application(running: Scene) -> None:
    found = doctor(running)
    assert found.keys() >= CHECKS
    assert (found["reader"], found["link"], found["outbox"]) == ("ready", "up", "empty")
    assert found["screen"] == "same"
    with closing(sqlite3.connect(running.state / diagnostics.FILE)) as kept:
        assert {row[0] for row in kept.execute('SELECT "check" FROM findings')} >= CHECKS


def test_a_fault_is_told_with_what_to_do(running: Scene) -> None:
    running.dock.do(do.PrinterPaper(present=False))
    sees("papier")(running.visitor)
    said = kiosk(running, "doctor", status=2)
    assert "Imprimante\u00a0: Il n’y a plus de papier." in said
    assert "→ Mettez un rouleau neuf" in said
    assert "En tout\u00a0: En panne." in said


def test_it_says_what_is_shown_and_whether_somebody_is_served(running: Scene) -> None:
    assert "« welcome »".replace(" ", "\u00a0") in kiosk(running, "maintenance", "status")
    assert "personne n’est servi" in kiosk(running, "maintenance", "status")
    inserts("marie")(running.visitor)
    sees("MARIE")(running.visitor)
    assert "quelqu’un est servi" in kiosk(running, "maintenance", "status")


@pytest.mark.parametrize("order", ["test-ticket", "report", "restart", "reboot"])
def test_nobody_who_is_served_is_disturbed(running: Scene, order: str) -> None:
    inserts("marie")(running.visitor)
    sees("MARIE")(running.visitor)
    assert "Quelqu’un est servi" in kiosk(running, "maintenance", order, status=os.EX_TEMPFAIL)


@pytest.mark.parametrize("order", ["restart", "reboot"])
def test_nothing_is_ended_that_nobody_would_start_again(running: Scene, order: str) -> None:
    assert "systemd" in kiosk(running, "maintenance", order, status=os.EX_UNAVAILABLE)
    assert not (running.state / "run" / "reboot").exists()
    titled(words.WELCOME)(running.visitor)


def test_the_papers_come_out(running: Scene) -> None:
    before = len(running.dock.papers())
    kiosk(running, "maintenance", "test-ticket")
    kiosk(running, "maintenance", "report")
    tested, report = running.dock.papers()[before:]
    assert any("borne" in line.lower() for line in tested.lines)
    assert any("Imprimante" in line for line in report.lines)


def test_a_paper_that_does_not_come_out_is_said(running: Scene) -> None:
    running.dock.do(do.PrinterPaper(present=False))
    assert "n’est pas sorti" in kiosk(running, "maintenance", "test-ticket", status=os.EX_IOERR)


def test_the_journal_is_what_the_application_wrote(running: Scene) -> None:
    lines = kiosk(running, "maintenance", "journal")
    assert "app.started" in lines
    assert "card.reader_ready" in lines


def test_a_deed_waits_in_the_outbox_for_the_caisse(running: Scene) -> None:
    running.dock.do(do.NetworkCut())
    kiosk(running, "maintenance", "send")
    seen = glance(running.state / FILE)
    assert isinstance(seen, Glance)
    assert seen.queue.pending == 1
    running.dock.do(do.NetworkRestore())


def test_the_socket_is_for_its_own_user(running: Scene) -> None:
    file = running.state / "run" / "control.sock"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
