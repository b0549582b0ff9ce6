"""A simulated printer at each of its two plugs, and a worker that talks to it."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from dock.printer.simulator import PrinterSimulator
from kiosk.devices.printer.device_file import DeviceFileTransport
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrinterEvent
from kiosk.devices.printer.job import Timings
from kiosk.devices.printer.network import NetworkTransport
from kiosk.devices.printer.status import PrinterStatus
from kiosk.devices.printer.ticket import Cut, KeyValue, Paragraph, QrCode, Ticket, Title
from kiosk.devices.printer.transport import Transport
from kiosk.devices.printer.worker import PrinterWorker

DEADLINE_S = 20.0
IMPATIENT = Timings(answer_s=0.4, stall_s=0.4, finish_s=5.0, recheck_s=0.05)
E = TypeVar("E", bound=PrinterEvent)


class Heard:
    """What the worker told, in order."""

    def __init__(self) -> None:
        self.all: list[PrinterEvent] = []
        self._queue: queue.Queue[PrinterEvent] = queue.Queue()

    def __call__(self, event: PrinterEvent) -> None:
        self.all.append(event)
        self._queue.put(event)

    def next(self, kind: type[E]) -> E:
        """The next event of a kind; the others before it are passed over."""
        while True:
            event = self._queue.get(timeout=DEADLINE_S)
            if isinstance(event, kind):
                return event

    def until(self, status: PrinterStatus) -> None:
        """Wait for a state to be told."""
        while self.next(PrinterChanged).status != status:
            pass

    def end(self) -> PrintEnded:
        """The next end of a job."""
        return self.next(PrintEnded)


def letter(who: str, lines: int = 30) -> Ticket:
    """A ticket of a known person, whose every line says whose it is."""
    return Ticket(
        "letter",
        (
            Title(f"Lettre à {who}"),
            *(KeyValue(f"{who}, ligne", str(number)) for number in range(lines)),
            QrCode(f"https://caisse.example.test/v/{who}"),
            Paragraph(f"Fin pour {who}."),
            Cut(),
        ),
    )


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[PrinterSimulator]:
    printer = PrinterSimulator(device=tmp_path / "lp0")
    printer.start()
    yield printer
    printer.stop()
    assert printer.refusals == ()


@pytest.fixture(params=["tcp", "pty"])
def transport(request: pytest.FixtureRequest, simulator: PrinterSimulator) -> Transport:
    if request.param == "tcp":
        return NetworkTransport("127.0.0.1", simulator.port)
    assert simulator.device is not None
    return DeviceFileTransport(simulator.device)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def worker(transport: Transport, heard: Heard) -> Iterator[PrinterWorker]:
    thread = PrinterWorker(transport, heard, poll_s=0.05, timings=IMPATIENT)
    thread.start()
    yield thread
    assert thread.stop(DEADLINE_S)
