"""The maintenance's thread: diagnostics and trials never keep the screen or a device waiting."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from kiosk.maintenance import log
from kiosk.maintenance.answers import Answer, Done, MaintenanceAnswered, MaintenanceEvent
from kiosk.maintenance.desk import Answerable, Desk
from kiosk.maintenance.orders import Note, Order, RestartApplication, RestartMachine
from kiosk.sync import libraries
from kiosk.sync.abort import Abort
from teleservices.wire.maintenance import MaintenanceRecord

_FIRST_SURVEY_S: Final = 120.0
"""After the start: by then every part has said how it is."""
_SURVEY_EVERY_S: Final = 24 * 3600.0
GRACE_S: Final = 3.0
"""Between the answer and the end of the application: time for a screen that says so, and for the trail."""


@dataclass(repr=False, eq=False)
class _Job:
    """An order, and who waits for its answer.

    Attributes:
        call: of the session; None for a shell, which ``forget`` does not concern.
    """

    order: Answerable
    call: str | None = None
    answered: Future[Answer] = field(default_factory=Future)
    awaited: bool = True
    abort: Abort = field(default_factory=Abort)


class _Turn(Enum):
    """What the thread does of its own accord."""

    FORGET = auto()
    SURVEY = auto()
    STOP = auto()


class MaintenanceWorker:
    """Does what technicians ask, one thing at a time, in the thread ``maintenance``; surveys by itself once a day.

    Args:
        desk: carries orders out.
        note: puts a deed into the trail (``OutboxWorker.note``).
        post: takes each event; called from this thread.
        record: writes to the journal.
        monotonic: seconds; any origin.
        condition: what the thread waits on; a test's own can stand for time.
    """

    def __init__(
        self,
        desk: Desk,
        note: Callable[[MaintenanceRecord], None],
        post: Callable[[MaintenanceEvent], None],
        record: Callable[..., None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        condition: threading.Condition | None = None,
    ) -> None:
        self._desk = desk
        self._note = note
        self._post = post
        self._record = record
        self._monotonic = monotonic
        self._condition = condition or threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._flight: _Job | None = None
        self._forgetting = False
        self._ending: tuple[Answerable, float] | None = None
        self._survey_at = monotonic() + _FIRST_SURVEY_S
        self._survey_abort = Abort()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="maintenance", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread, giving up what is asked of the caisse; posts nothing more.

        Args:
            timeout_s: seconds to wait for it; a thread held longer by the system ends with the process.
        """
        with self._condition:
            self._stopping = True
            self._drop(self._waiting)
            self._survey_abort.pull()
            if self._flight:
                self._flight.abort.pull()
            self._condition.notify_all()
        self._thread.join(timeout_s)

    def do(self, call: str, order: Order) -> None:
        """Carry out an order; the answer comes as ``MaintenanceAnswered(call, …)``, but for ``Note``, which has none.

        Args:
            call: names the answer.
            order: what to do. A ``Note`` is put into the trail at once, whatever else waits or is forgotten.
        """
        if isinstance(order, Note):
            self.note(order.record)
        else:
            self._queue(_Job(order, call))

    def note(self, record: MaintenanceRecord) -> None:
        """Put a deed into the trail, and into the journal; from any thread."""
        self._record(log.DEED, deed=record.deed.value, way=record.way.value, outcome=record.outcome)
        self._note(record)

    def ask(self, order: Answerable) -> Future[Answer]:
        """Carry out an order of a shell; cancelled when the thread ends before it is answered. From any thread."""
        job = _Job(order)
        self._queue(job)
        return job.answered

    def forget(self) -> None:
        """The technician has gone: what waits is dropped, what is being done gets no answer, the challenge is void.

        A restart that was answered still comes.
        """
        with self._condition:
            self._drop([job for job in self._waiting if job.call is not None])
            self._forgetting = True
            if self._flight and self._flight.call is not None:
                self._flight.awaited = False
                self._flight.abort.pull()
            self._condition.notify_all()

    def _queue(self, job: _Job) -> None:
        with self._condition:
            if self._stopping:
                job.answered.cancel()
                return
            self._waiting.append(job)
            self._survey_abort.pull()
            self._condition.notify_all()

    def _drop(self, jobs: Iterable[_Job]) -> None:
        for job in tuple(jobs):
            self._waiting.remove(job)
            job.answered.cancel()

    def _run(self) -> None:
        libraries.load()
        self._desk.begin()
        # One frame a job: no code stays in one that waits.
        while self._step():
            pass

    def _step(self) -> bool:
        match self._take():
            case _Turn.STOP:
                return False
            case _Turn.FORGET:
                self._desk.forget()
            case _Turn.SURVEY:
                self._desk.survey(self._survey_abort)
            case _Job() as job:
                self._carry_out(job)
            case ended:
                self._desk.finish(ended)
        return True

    def _take(self) -> _Job | Answerable | _Turn:
        """What to do next: a job, the order whose time to end things has come, or a turn."""
        with self._condition:
            while not self._stopping:
                now = self._monotonic()
                if self._forgetting:
                    self._forgetting = False
                    return _Turn.FORGET
                if self._ending and self._ending[1] <= now:
                    order, self._ending = self._ending[0], None
                    return order
                if self._waiting:
                    self._flight = self._waiting.popleft()
                    return self._flight
                if self._survey_at <= now:
                    self._survey_at, self._survey_abort = now + _SURVEY_EVERY_S, Abort()
                    return _Turn.SURVEY
                due = self._survey_at if self._ending is None else min(self._survey_at, self._ending[1])
                self._condition.wait(due - now)
            return _Turn.STOP

    def _carry_out(self, job: _Job) -> None:
        answer = self._desk.carry_out(job.order, job.abort)
        with self._condition:
            self._flight = None
            if isinstance(answer, Done) and isinstance(job.order, RestartApplication | RestartMachine):
                self._ending = job.order, self._monotonic() + GRACE_S
            awaited = job.awaited and not self._stopping
        job.answered.set_result(answer)
        if awaited and job.call is not None:
            self._post(MaintenanceAnswered(job.call, answer))
