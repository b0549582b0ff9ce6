"""A desk that does nothing by itself, and a thread on hand-made time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.maintenance.answers import Answer, Done, Failed, Failure, MaintenanceEvent
from kiosk.maintenance.desk import Answerable, Desk
from kiosk.maintenance.orders import RestartApplication
from kiosk.maintenance.worker import MaintenanceWorker
from kiosk.sync.abort import Abort
from teleservices.logbook import LogEvent
from teleservices.wire.maintenance import MaintenanceRecord

PATIENCE_S = 30.0


class HandTime(threading.Condition):
    """Time that only a test moves, and the condition that a worker waits on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.rests: queue.Queue[float] = queue.Queue()

    def monotonic(self) -> float:
        return self.now

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.rests.put(timeout)
        return super().wait()

    def pass_by(self, seconds: float) -> None:
        with self:
            self.now += seconds
            self.notify_all()


class ScriptedDesk(Desk):
    """Tells what it is asked; an order waits until the test lets go of it, when the test says so."""

    def __init__(self) -> None:
        self.did: queue.Queue[object] = queue.Queue()
        self.held = threading.Event()
        self.held.set()
        self.supervised = True

    def begin(self) -> None:
        self.did.put("begin")

    def carry_out(self, order: Answerable, abort: Abort) -> Answer:
        self.did.put(order)
        assert self.held.wait(PATIENCE_S)
        refused = isinstance(order, RestartApplication) and not self.supervised
        return Failed(Failure.NOT_SUPERVISED) if refused else Done()

    def finish(self, order: Answerable) -> None:
        self.did.put(("finish", order))

    def survey(self, abort: Abort) -> Any:
        self.did.put("survey")

    def forget(self) -> None:
        self.did.put("forget")


class ThreadBench:
    def __init__(self) -> None:
        self.time = HandTime()
        self.desk = ScriptedDesk()
        self.told: queue.Queue[MaintenanceEvent] = queue.Queue()
        self.noted: list[MaintenanceRecord] = []
        self.lines: list[tuple[LogEvent, dict[str, object]]] = []
        self.worker = MaintenanceWorker(
            self.desk,
            self.noted.append,
            self.told.put,
            self._record,
            monotonic=self.time.monotonic,
            condition=self.time,
        )

    def did(self) -> object:
        return self.desk.did.get(timeout=PATIENCE_S)

    def next(self) -> MaintenanceEvent:
        return self.told.get(timeout=PATIENCE_S)

    def rest(self) -> float:
        """How long the thread means to rest; waits until it does."""
        return self.time.rests.get(timeout=PATIENCE_S)

    def _record(self, event: LogEvent, **fields: object) -> None:
        self.lines.append((event, fields))


@pytest.fixture
def thread() -> Iterator[ThreadBench]:
    bench = ThreadBench()
    bench.worker.start()
    assert bench.did() == "begin"
    yield bench
    bench.desk.held.set()
    bench.worker.stop(PATIENCE_S)
