"""The control socket: one question a connection, for root and the application's own user, whatever is sent."""

from __future__ import annotations

import json
import os
import queue
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_samples import AT

from kiosk.control import log
from kiosk.control.answering import Answering, Tickets
from kiosk.control.client import ask
from kiosk.control.messages import LONGEST, Command, Refusal, Said, read_question
from kiosk.control.papers import Papers
from kiosk.control.server import ControlServer
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrintProgress
from kiosk.devices.printer.status import NoPaper, NotPrinted, Printed, PrintEnd, Ready
from kiosk.devices.printer.ticket import Cut, Ticket
from kiosk.maintenance.answers import Answer, Done, Failed, Failure, JournalShown, Surveyed
from kiosk.maintenance.findings import Survey
from kiosk.maintenance.orders import ReadJournal, RestartApplication, TakeSurvey
from kiosk.maintenance.seen import Supervision
from kiosk.maintenance.surface import Surface
from teleservices.logbook import LogEvent
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

PATIENCE_S = 30.0
NOBODY = 65534
SURVEY = Survey(AT, "borne-01", "0.1.0", "borne-21p", ())
TEST_PAGE, REPORT = Ticket("fr", (Cut(),)), Ticket("fr", (Cut(), Cut()))


class Bench:
    """A server whose answers are the test's."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.asked: queue.Queue[tuple[Command, str]] = queue.Queue()
        self.lines: queue.Queue[LogEvent] = queue.Queue()
        self.server = ControlServer(directory, self._answer, self._record)
        self.server.start()

    def say(self, *parts: bytes) -> bytes:
        """What the server answers to bytes."""
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(PATIENCE_S)
            client.connect(str(self.directory / "control.sock"))
            try:
                for part in parts:
                    client.sendall(part)
                client.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # It has said no before it has heard all.
            said = b""
            while more := client.recv(4096):
                said += more
            return said

    def _answer(self, command: Command, user: str) -> Said:
        self.asked.put((command, user))
        return {"ok": True, "command": command.value}

    def _record(self, event: LogEvent, **_fields: object) -> None:
        self.lines.put(event)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    # Short, and where anybody may look: the socket's own rules are tested.
    directory = Path(tempfile.mkdtemp(prefix="ctl-"))
    bench = Bench(directory)
    while ask(directory, Command.STATUS) is None:
        pass
    yield bench
    bench.server.stop(PATIENCE_S)
    left = list(directory.iterdir())
    shutil.rmtree(directory)
    assert left == []


@pytest.mark.parametrize("command", Command)
def test_a_command_is_answered(bench: Bench, command: Command) -> None:
    assert ask(bench.directory, command) == {"ok": True, "command": command.value}


def test_who_asks_is_known_by_the_system_and_by_nothing_they_say(bench: Bench) -> None:
    environment = {"SUDO_USER": "somebody", "USER": "somebody", "PATH": os.environ["PATH"]}
    asking = "import sys; from pathlib import Path; from kiosk.control.client import ask;"
    asking += "from kiosk.control.messages import Command; print(ask(Path(sys.argv[1]), Command.SEND))"
    while not bench.asked.empty():
        bench.asked.get()
    subprocess.run(
        [sys.executable, "-c", asking, str(bench.directory)], env=environment, check=True, timeout=PATIENCE_S
    )
    command, user = bench.asked.get(timeout=PATIENCE_S)
    assert command is Command.SEND
    assert user != "somebody"


def test_nobody_else_is_answered(bench: Bench) -> None:
    file = bench.directory / "control.sock"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    bench.directory.chmod(0o755)
    file.chmod(0o666)
    try:
        asking = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); print(s.recv(100))"
        done = subprocess.run(
            ["/usr/bin/python3", "-c", asking, str(file)],
            user=NOBODY,
            group=NOBODY,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=True,
        )
    finally:
        file.chmod(0o600)
        bench.directory.chmod(0o700)
    assert done.stdout == "b''\n"
    while bench.lines.get(timeout=PATIENCE_S) is not log.STRANGER:
        pass


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=600), max_size=4))
def test_whatever_is_sent_is_answered_once_and_the_next_is_served(bench: Bench, parts: list[bytes]) -> None:
    said = bench.say(*parts, b"\n")
    if said:
        assert json.loads(said)["why"] in {Refusal.MALFORMED.value, Refusal.UNKNOWN.value}
    assert ask(bench.directory, Command.STATUS) is not None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{}\n", "malformed"),
        (b'{"do": 1}\n', "malformed"),
        (b'{"do": "status", "as": "root"}\n', "malformed"),
        (b'["status"]\n', "malformed"),
        (b"[" * (LONGEST - 1) + b"\n", "malformed"),
        (b'{"do": "status"', "malformed"),
        (b"x" * (LONGEST + 1), "malformed"),
        (b"", "malformed"),
        (b'{"do": "dance"}\n', "unknown"),
    ],
)
def test_what_is_no_question_is_refused(bench: Bench, line: bytes, why: str) -> None:
    assert json.loads(bench.say(line)) == {"ok": False, "why": why}


@given(st.binary(max_size=LONGEST))
def test_every_line_is_read_or_refused(line: bytes) -> None:
    assert isinstance(read_question(line), Command | Refusal)


def test_where_no_socket_can_be_made_the_journal_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    bench = Bench(tmp_path / "file" / "run")
    assert bench.lines.get(timeout=PATIENCE_S) is log.NO_SOCKET
    bench.server.stop(PATIENCE_S)
    assert ask(tmp_path / "file" / "run", Command.STATUS) is None


class Maintenance:
    """Answers at once, as the test says."""

    def __init__(self) -> None:
        self.answers: dict[type, Answer] = {TakeSurvey: Surveyed(SURVEY), ReadJournal: JournalShown(())}
        self.noted: list[MaintenanceRecord] = []

    def ask(self, order: Any) -> Future[Answer]:
        future: Future[Answer] = Future()
        if type(order) in self.answers or type(order) is not RestartApplication:
            future.set_result(self.answers.get(type(order), Done()))
        else:
            future.cancel()
        return future

    def note(self, record: MaintenanceRecord) -> None:
        self.noted.append(record)


class Answers:
    def __init__(self) -> None:
        self.maintenance = Maintenance()
        self.surface = Surface(Supervision(by_systemd=True, watchdog=True), screen="welcome")
        self.printed: list[Ticket] = []
        self.end: PrintEnd | None = Printed()
        self.answer = Answering(
            maintenance=self.maintenance,
            surface=self.surface,
            version="0.1.0",
            print_=self._print,
            tickets=Tickets(lambda: TEST_PAGE, lambda _survey: REPORT),
        )

    def trail(self) -> list[tuple[Deed, str]]:
        assert {(record.way, record.technician) for record in self.maintenance.noted} <= {(Way.SHELL, "alice")}
        return [(record.deed, record.outcome) for record in self.maintenance.noted]

    def _print(self, ticket: Ticket) -> PrintEnd | None:
        self.printed.append(ticket)
        return self.end


@pytest.fixture
def answers() -> Answers:
    return Answers()


def test_the_status_is_what_is_shown(answers: Answers) -> None:
    said = answers.answer(Command.STATUS, "alice")
    assert said == {"ok": True, "screen": "welcome", "visit": False, "version": "0.1.0"}
    assert answers.trail() == []


@pytest.mark.parametrize(
    ("command", "deed"),
    [
        (Command.SEND, Deed.QUEUE_SENT),
        (Command.REBOOT, Deed.MACHINE_RESTARTED),
        (Command.TEST_TICKET, Deed.TICKET_TESTED),
        (Command.REPORT, Deed.REPORT_PRINTED),
    ],
)
def test_what_is_done_is_in_the_trail_under_the_user_s_name(answers: Answers, command: Command, deed: Deed) -> None:
    assert answers.answer(command, "alice") == {"ok": True}
    assert answers.trail() == [(deed, "done")]


@pytest.mark.parametrize("command", Command)
def test_in_a_visit_only_what_disturbs_nobody_is_done(answers: Answers, command: Command) -> None:
    answers.surface.visit = True
    disturbing = command in {Command.TEST_TICKET, Command.REPORT, Command.RESTART, Command.REBOOT}
    answers.maintenance.answers[RestartApplication] = Done()
    assert answers.answer(command, "alice")["ok"] is not disturbing
    assert not disturbing or answers.trail() == []
    assert answers.printed == []


@pytest.mark.parametrize("end", [NotPrinted(NoPaper()), None])
def test_a_paper_that_is_not_out_is_no_success(answers: Answers, end: PrintEnd | None) -> None:
    answers.end = end
    assert answers.answer(Command.TEST_TICKET, "alice") == {"ok": False, "why": "printer"}
    assert answers.trail() == [(Deed.TICKET_TESTED, "not-printed")]


@pytest.mark.parametrize(("failure", "why"), [(Failure.NOT_SUPERVISED, "not-supervised"), (Failure.DISK, "failed")])
def test_what_fails_says_so(answers: Answers, failure: Failure, why: str) -> None:
    answers.maintenance.answers[RestartApplication] = Failed(failure)
    assert answers.answer(Command.RESTART, "alice") == {"ok": False, "why": why}
    assert answers.trail() == [(Deed.APPLICATION_RESTARTED, failure.value.replace("_", "-"))]


def test_an_application_that_is_ending_is_busy(answers: Answers) -> None:
    assert answers.answer(Command.RESTART, "alice") == {"ok": False, "why": "busy"}


def test_the_end_of_a_shell_s_paper_is_not_the_session_s() -> None:
    papers = Papers()
    heard: list[bool] = []

    def printer(job: str, _ticket: Ticket) -> None:
        heard.extend(papers.takes(event) for event in (PrintProgress(job, 1, 2), PrintEnded(job, Printed())))

    assert papers.print(printer, TEST_PAGE) == Printed()
    assert heard == [True, True]
    for event in (PrintProgress("job-1", 1, 2), PrintEnded("job-1", Printed()), PrinterChanged(Ready())):
        assert not papers.takes(event)
