"""Each end of a job, on a socket and on a pseudo-terminal, with a printer that fails in every way it can."""

from __future__ import annotations

import threading
import time
from itertools import pairwise

import pytest

from dock.printer.reading import printed_codes
from dock.printer.simulator import PrinterSimulator
from kiosk.devices.printer.escpos import encode
from kiosk.devices.printer.events import PrintEnded, PrinterEvent, PrintProgress
from kiosk.devices.printer.query import ask, send
from kiosk.devices.printer.status import (
    CoverOpen,
    Disconnected,
    Faulty,
    NoPaper,
    NotPrinted,
    Printed,
    PrinterFault,
    PrintUnknown,
    Ready,
    Silent,
)
from kiosk.devices.printer.transport import Transport
from kiosk.devices.printer.worker import PrinterWorker
from tests.printer.conftest import DEADLINE_S, IMPATIENT, Heard, letter


def test_the_first_state_is_told_at_once_and_then_only_changes(
    worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard
) -> None:
    heard.until(Ready())
    simulator.paper(present=True, low=True)
    heard.until(Ready(paper_low=True))
    simulator.cover(is_open=True)
    heard.until(CoverOpen())
    simulator.cover(is_open=False)
    simulator.paper(present=False)
    heard.until(NoPaper())
    simulator.paper(present=True)
    heard.until(Ready())
    statuses = [event.status for event in heard.all if hasattr(event, "status")]
    assert all(one != other for one, other in pairwise(statuses))


def test_printed(worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard) -> None:
    worker.print("j1", letter("Zoé"))
    assert heard.end() == PrintEnded("j1", Printed())
    (paper,) = simulator.jobs()
    assert paper.lines[-1] == "Fin pour Zoé."
    assert printed_codes(paper.raw) == ["https://caisse.example.test/v/Zoé".encode()]


def test_progress_only_grows_and_reaches_the_end(worker: PrinterWorker, heard: Heard) -> None:
    worker.print("j1", letter("Zoé", lines=200))
    heard.end()
    told = [event for event in heard.all if isinstance(event, PrintProgress)]
    sent = [event.sent for event in told]
    assert sent == sorted(set(sent))
    assert sent[0] == 0
    assert sent[-1] == told[-1].total
    assert len(sent) > 3


def test_jobs_come_out_in_order_each_once(worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard) -> None:
    for name in ("a", "b", "c"):
        worker.print(name, letter(name))
    assert [heard.end() for _ in "abc"] == [PrintEnded(name, Printed()) for name in "abc"]
    assert [paper.lines[0] for paper in simulator.jobs()] == ["Lettre à a", "Lettre à b", "Lettre à c"]


def test_a_prepared_ticket_prints_the_same_bytes(
    worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard
) -> None:
    worker.print("plain", letter("Zoé"))
    worker.prepare(letter("Zoé"))
    worker.print("prepared", letter("Zoé"))
    heard.end()
    heard.end()
    first, second = simulator.jobs()
    assert first.raw == second.raw


@pytest.mark.parametrize(
    "fault", [NoPaper(), CoverOpen(), Faulty("1a 52 1a 12"), Silent()], ids=lambda f: type(f).__name__
)
def test_a_fault_before_the_job_means_that_nothing_is_sent(
    worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard, fault: PrinterFault
) -> None:
    heard.until(Ready())
    _break(simulator, fault)
    worker.print("j1", letter("Zoé"))
    assert heard.end() == PrintEnded("j1", NotPrinted(fault))
    _mend(simulator)
    worker.print("j2", letter("Ana"))
    assert heard.end() == PrintEnded("j2", Printed())
    assert _people(simulator) == ["Ana"]


def test_gone_before_the_job(worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard) -> None:
    heard.until(Ready())
    simulator.gone(on=True)
    worker.print("j1", letter("Zoé"))
    end = heard.end().end
    assert isinstance(end, NotPrinted)
    assert isinstance(end.fault, Disconnected)
    simulator.gone(on=False)
    worker.print("j2", letter("Ana"))
    assert heard.end() == PrintEnded("j2", Printed())
    assert _people(simulator) == ["Ana"]


@pytest.mark.parametrize("fault", [NoPaper(), CoverOpen()], ids=lambda f: type(f).__name__)
def test_a_fault_in_the_middle_leaves_no_ghost_for_the_next_person(
    worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard, fault: PrinterFault
) -> None:
    (simulator.paper_after if fault == NoPaper() else simulator.cover_after)(400)
    worker.print("j1", letter("Zoé"))
    assert heard.end() == PrintEnded("j1", NotPrinted(fault))
    _mend(simulator)
    worker.print("j2", letter("Ana"))
    assert heard.end() == PrintEnded("j2", Printed())
    *remains, last = simulator.jobs()
    assert _whose(last.lines) == {"Ana"}
    # What was already on paper when it stopped may be cut off apart, but never goes on to its end.
    assert all("Fin pour Zoé." not in paper.lines for paper in remains)
    assert simulator.engine.hanging().marks == ()


def test_a_fault_in_the_middle_then_a_refill_with_nothing_to_print(
    worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard
) -> None:
    simulator.paper_after(400)
    worker.print("j1", letter("Zoé"))
    heard.end()
    heard.until(NoPaper())
    simulator.paper(present=True)
    heard.until(Ready())
    assert _people(simulator) == []


def test_without_the_clear_the_ghost_would_come_out(simulator: PrinterSimulator, transport: Transport) -> None:
    """The simulator does keep what it could not print: this is what the test above protects from."""
    connection = transport.open()
    assert not isinstance(connection, Disconnected)
    simulator.paper_after(400)
    data = encode(letter("Zoé"))
    while data:
        sent = send(connection, data, time.monotonic() + DEADLINE_S, time.monotonic)
        assert isinstance(sent, int)
        data = data[sent:]
    # Answered after all that was sent has arrived.
    assert ask(connection, DEADLINE_S) == NoPaper()
    simulator.paper(present=True)
    assert "Fin pour Zoé." in simulator.jobs()[-1].lines
    connection.close()


def test_silent_after_sending_is_unknown(worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard) -> None:
    heard.until(Ready())
    simulator.silent_after(400)
    worker.print("j1", letter("Zoé"))
    assert heard.end() == PrintEnded("j1", PrintUnknown(Silent()))
    heard.until(Silent())
    # It had come out all the same: unknown is the only honest word.
    assert _people(simulator) == ["Zoé"]
    simulator.silent(on=False)
    worker.print("j2", letter("Ana"))
    while heard.end().end == NotPrinted(Silent()):
        worker.print("j2", letter("Ana"))
    assert _people(simulator)[-1] == "Ana"


def test_gone_in_the_middle(worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard) -> None:
    heard.until(Ready())
    simulator.gone_after(400)
    worker.print("j1", letter("Zoé"))
    end = heard.end().end
    assert isinstance(end, NotPrinted | PrintUnknown)
    assert isinstance(end.fault, Disconnected)
    simulator.gone(on=False)
    worker.print("j2", letter("Ana"))
    assert heard.end() == PrintEnded("j2", Printed())
    assert _whose(simulator.jobs()[-1].lines) == {"Ana"}


def test_the_roll_ending_right_after_the_cut_is_printed(
    worker: PrinterWorker, simulator: PrinterSimulator, heard: Heard
) -> None:
    heard.until(Ready())
    ticket = letter("Zoé")
    simulator.paper_after(len(encode(ticket)) + 3)
    worker.print("j1", ticket)
    assert heard.end() == PrintEnded("j1", Printed())
    heard.until(NoPaper())


def test_forget_cancels_what_has_not_begun(simulator: PrinterSimulator, transport: Transport, heard: Heard) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow_listener(event: PrinterEvent) -> None:
        heard(event)
        if isinstance(event, PrintProgress) and not begun.is_set():
            begun.set()
            assert go_on.wait(DEADLINE_S)

    worker = PrinterWorker(transport, slow_listener, poll_s=0.05, timings=IMPATIENT)
    worker.start()
    worker.print("first", letter("Zoé"))
    assert begun.wait(DEADLINE_S)
    worker.prepare(letter("Ana"))
    worker.print("second", letter("Ana"))
    worker.forget()
    worker.print("third", letter("Luc"))
    go_on.set()
    assert [heard.end().job, heard.end().job] == ["first", "third"]
    assert worker.stop(DEADLINE_S)
    assert _people(simulator) == ["Zoé", "Luc"]


def test_forget_leaves_no_byte_behind(worker: PrinterWorker, heard: Heard) -> None:
    worker.prepare(letter("Zoé"))
    worker.print("j", letter("Ana"))
    heard.end()
    assert worker._prepared
    worker.forget()
    assert not worker._prepared


def test_stop_in_the_middle_of_a_job_ends_the_thread(
    simulator: PrinterSimulator, transport: Transport, heard: Heard
) -> None:
    worker = PrinterWorker(transport, heard, poll_s=0.05)
    worker.start()
    heard.until(Ready())
    simulator.silent_after(400)
    worker.print("j1", letter("Zoé"))
    heard.next(PrintProgress)
    assert worker.stop(DEADLINE_S)
    assert heard.end().job == "j1"


def test_a_restarted_terminal_clears_what_the_one_before_left(
    simulator: PrinterSimulator, transport: Transport
) -> None:
    """The terminal loses power while the printer is stuck with half a document."""
    before = transport.open()
    assert not isinstance(before, Disconnected)
    simulator.paper_after(400)
    assert before.write(encode(letter("Zoé", lines=5)), DEADLINE_S)
    assert ask(before, DEADLINE_S) == NoPaper()
    before.close()
    heard = Heard()
    worker = PrinterWorker(transport, heard, poll_s=0.05, timings=IMPATIENT)
    worker.start()
    heard.until(NoPaper())
    simulator.paper(present=True)
    heard.until(Ready())
    assert worker.stop(DEADLINE_S)
    assert _people(simulator) == []


def _break(simulator: PrinterSimulator, fault: PrinterFault) -> None:
    match fault:
        case NoPaper():
            simulator.paper(present=False)
        case CoverOpen():
            simulator.cover(is_open=True)
        case Faulty():
            simulator.jam(jammed=True)
        case Silent():
            simulator.silent(on=True)
        case Disconnected():
            simulator.gone(on=True)


def _mend(simulator: PrinterSimulator) -> None:
    simulator.paper(present=True)
    simulator.cover(is_open=False)
    simulator.jam(jammed=False)
    simulator.silent(on=False)


def _whose(lines: list[str]) -> set[str]:
    return {who for who in ("Zoé", "Ana", "Luc") for line in lines if who in line}


def _people(simulator: PrinterSimulator) -> list[str]:
    return [who for paper in simulator.jobs() for who in _whose(paper.lines)]
