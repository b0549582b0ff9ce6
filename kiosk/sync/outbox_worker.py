"""The outbox's thread: files what the session asks, and tells how the outbox stands."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.sync import libraries
from kiosk.sync import outbox_log as log
from kiosk.sync.filing import (
    AlreadyFiled,
    Filed,
    Filing,
    FilingEnded,
    FilingOutcome,
    FilingUnknown,
    NotFiled,
    OutboxChanged,
    OutboxEvent,
    OutboxHealth,
    OutboxState,
)
from kiosk.sync.outbox import Outbox
from kiosk.sync.outbox_filer import Filer, Office
from kiosk.sync.outbox_values import OutboxFault
from kiosk.sync.recent import Recent
from teleservices.wire.maintenance import MaintenanceRecord

Record = Callable[..., None]
"""``Logbook.record``."""


@dataclass(repr=False)
class _Job:
    """A filing, and whether somebody still waits for it."""

    call: str
    filing: Filing
    awaited: bool = True


class OutboxWorker:
    """Files declarations one at a time, in the thread ``outbox``; the outbox is opened there.

    Args:
        office: what a filing needs.
        recent: what this process filed.
        post: takes each event; called from this thread.
        record: writes to the journal.
        kept: called after each declaration that was kept: there is something to deliver.
        halted: whether the caisse takes nothing from this terminal until somebody acts; after it changes, ``look``.
    """

    def __init__(
        self,
        office: Office,
        recent: Recent,
        post: Callable[[OutboxEvent], None],
        *,
        record: Record,
        kept: Callable[[], None],
        halted: Callable[[], bool],
    ) -> None:
        self._office = office
        self._filer = Filer(office, recent)
        self._post = post
        self._record = record
        self._kept = kept
        self._halted = halted
        self._condition = threading.Condition()
        self._waiting: deque[_Job] = deque()
        self._notes: deque[MaintenanceRecord] = deque()
        self._flight: _Job | None = None
        self._looking = True
        self._stopping = False
        self._told: OutboxState | None = None
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Start the thread; it opens the outbox and posts a first ``OutboxChanged``."""
        self._thread.start()

    def stop(self, timeout_s: float) -> None:
        """End the thread once what it is doing is done and the deeds are kept; drops what waits, posts nothing more.

        Args:
            timeout_s: seconds to wait for it; a thread held longer by the system ends with the process.
        """
        with self._condition:
            self._stopping = True
            self._waiting.clear()
            self._condition.notify_all()
        self._thread.join(timeout_s)

    def file(self, call: str, filing: Filing) -> None:
        """Keep a declaration; the answer comes as ``FilingEnded(call, …)``."""
        with self._condition:
            self._waiting.append(_Job(call, filing))
            self._condition.notify_all()

    def note(self, record: MaintenanceRecord) -> None:
        """Keep a deed of a technician, whatever is forgotten; the journal has it when the outbox cannot."""
        with self._condition:
            self._notes.append(record)
            self._condition.notify_all()

    def forget(self) -> None:
        """The visit is wiped: what waits is dropped, what is being done gets no answer. What was kept stays kept."""
        with self._condition:
            self._waiting.clear()
            if self._flight:
                self._flight.awaited = False

    def look(self) -> None:
        """The outbox or the caisse's keys may have changed: post ``OutboxChanged`` if so. From any thread."""
        with self._condition:
            self._looking = True
            self._condition.notify_all()

    def _run(self) -> None:
        libraries.load()
        # One frame a job: nothing of a person stays in one that waits.
        while self._step():
            pass

    def _step(self) -> bool:
        job = self._take()
        if job is None:
            return not self._stopping and self._tell_state()
        if isinstance(job, MaintenanceRecord):
            self._keep(job)
            return True
        outcome = self._filer.file(job.filing)
        self._write_down(outcome)
        if isinstance(outcome, Filed):
            self._kept()
        with self._condition:
            self._flight = None
            answered = job.awaited and not self._stopping
        if answered:
            self._post(FilingEnded(job.call, outcome))
        return not self._stopping

    def _keep(self, record: MaintenanceRecord) -> None:
        fault = self._filer.note(record)
        if fault is None:
            self._kept()
        else:
            self._record(log.DEED_NOT_KEPT, deed=record.deed.value, fault=fault.value)

    def _take(self) -> _Job | MaintenanceRecord | None:
        """The next filing or deed; None when it is time to look how the outbox stands, or to stop."""
        with self._condition:
            self._condition.wait_for(lambda: self._stopping or self._waiting or self._notes or self._looking)
            # A restart is a deed too: it is kept before the thread ends.
            if self._notes and not self._waiting:
                self._looking = True
                return self._notes.popleft()
            if self._stopping or not self._waiting:
                self._looking = False
                return None
            self._flight = self._waiting.popleft()
            self._looking = True
            return self._flight

    def _tell_state(self) -> bool:
        state = self._state()
        former, self._told = self._told, state
        if former is None or former.health is not state.health:
            self._record(log.HEALTH, health=state.health.value)
        if state != former:
            self._post(OutboxChanged(state))
        return True

    def _state(self) -> OutboxState:
        outbox = self._office.outbox()
        if isinstance(outbox, OutboxFault):
            if self._told is None:
                self._record(log.UNUSABLE, fault=outbox.value)
            return OutboxState(OutboxHealth.FULL if outbox is OutboxFault.FULL else OutboxHealth.FAILED)
        state = outbox.state()
        if self._told is None:
            self._record(log.OPENED, pending=state.pending, parked=state.parked, dead=state.dead)
        if state.health is not OutboxHealth.READY:
            return state
        if not self._filer.can_seal():
            return replace(state, health=OutboxHealth.NO_KEYS)
        return replace(state, health=OutboxHealth.HALTED) if self._halted() else state

    def _write_down(self, outcome: FilingOutcome) -> None:
        match outcome:
            case Filed():
                outbox = self._office.outbox()
                pending = outbox.queue_state().pending if isinstance(outbox, Outbox) else 0
                self._record(log.KEPT, pending=pending)
            case AlreadyFiled():
                self._record(log.REPEATED)
            case NotFiled(fault):
                self._record(log.NOT_KEPT, fault=fault.value)
            case FilingUnknown():
                self._record(log.NOT_KEPT, fault="unknown")
