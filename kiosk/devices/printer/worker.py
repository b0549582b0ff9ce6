"""The printer's thread: it prints what it is given, watches the state when idle, and keeps nothing."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from kiosk.devices.printer.escpos import COLUMNS, encode
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrinterEvent, PrintProgress
from kiosk.devices.printer.job import Timings, clear, cut_off, run
from kiosk.devices.printer.query import Clock, ask
from kiosk.devices.printer.status import (
    CoverOpen,
    Disconnected,
    Faulty,
    NoPaper,
    NotPrinted,
    Printed,
    PrintEnd,
    PrinterFault,
    PrinterStatus,
    PrintUnknown,
    Ready,
    Silent,
)
from kiosk.devices.printer.ticket import Ticket
from kiosk.devices.printer.transport import Connection, Transport


@dataclass(frozen=True)
class _Prepare:
    ticket: Ticket
    visit: int


@dataclass(frozen=True)
class _Print:
    job: str
    ticket: Ticket


class PrinterWorker:
    """Owns one printer, on a thread named ``printer``.

    Jobs come out in the order asked. There is no spool and no file: a job that cannot be printed ends, and its
    bytes are gone. Those that a stuck printer still holds are thrown away there too: no copy comes out after a refill.

    Args:
        transport: the way to the printer.
        post: told every ``PrinterEvent``, on the printer's thread.
        columns: signs of normal size on a line.
        poll_s: how often the state is asked for when there is nothing to print.
        timings: deadlines of a job.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        transport: Transport,
        post: Callable[[PrinterEvent], None],
        *,
        columns: int = COLUMNS,
        poll_s: float = 2.0,
        timings: Timings | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self._transport = transport
        self._post = post
        self._columns = columns
        self._poll_s = poll_s
        self._timings = timings or Timings()
        self._wall_clock = clock
        self._changed = threading.Condition()
        self._tasks: deque[_Prepare | _Print] = deque()
        self._prepared: dict[Ticket, bytes] = {}
        self._visit = 0
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, name="printer", daemon=True)
        self._connection: Connection | None = None
        self._told: PrinterStatus | None = None
        # A terminal that was killed in the middle of a job may find its remains in the printer.
        self._to_clear = True
        self._to_cut = False

    def start(self) -> None:
        """Begin to watch the printer; its state is told as soon as it is known."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """End the thread; a job under way is given up where it is.

        Returns:
            Whether the thread ended in time.
        """
        with self._changed:
            self._stopping = True
            self._tasks.clear()
            self._changed.notify()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def prepare(self, ticket: Ticket) -> None:
        """Encode a ticket ahead, so that printing it later is only a write. Returns at once."""
        self._put(_Prepare(ticket, self._visit))

    def print(self, job: str, ticket: Ticket) -> None:
        """Print a ticket. Returns at once; exactly one ``PrintEnded`` follows, unless ``forget`` comes first.

        Args:
            job: an id without personal data, unique among the visit's jobs.
            ticket: what to print, ending with ``Cut``.
        """
        self._put(_Print(job, ticket))

    def forget(self) -> None:
        """Drop every prepared byte and every job not begun: part of the visit's wipe."""
        with self._changed:
            self._tasks.clear()
            self._prepared.clear()
            self._visit += 1

    def _put(self, task: _Prepare | _Print) -> None:
        with self._changed:
            self._tasks.append(task)
            self._changed.notify()

    def _serve(self) -> None:
        while not self._stopping:
            match self._next():
                case _Prepare() as ahead:
                    self._encode_ahead(ahead)
                case _Print(job=job, ticket=ticket):
                    self._print(job, ticket)
                    self._watch()
                case None:
                    self._watch()
        self._let_go()

    def _next(self) -> _Prepare | _Print | None:
        with self._changed:
            # The first look at the printer waits for nothing.
            if self._told is not None:
                self._changed.wait_for(lambda: bool(self._tasks) or self._stopping, self._poll_s)
            return self._tasks.popleft() if self._tasks else None

    def _encode_ahead(self, ahead: _Prepare) -> None:
        data = encode(ahead.ticket, self._columns)
        with self._changed:
            # The visit may have been wiped meanwhile.
            if ahead.visit == self._visit:
                self._prepared[ahead.ticket] = data

    def _print(self, job: str, ticket: Ticket) -> None:
        with self._changed:
            data = self._prepared.pop(ticket, None)
        data = data or encode(ticket, self._columns)
        stale = self._connection is not None
        end = self._end_of(job, data)
        if stale and isinstance(end, NotPrinted) and isinstance(end.fault, Disconnected) and not self._to_clear:
            # The plug was out and in again since the last look: nothing went out, and a new connection may hold.
            end = self._end_of(job, data)
        self._post(PrintEnded(job, end))
        if not isinstance(end, Printed):
            # What the next look finds is news, be it that all is well again.
            self._tell(end.fault)

    def _end_of(self, job: str, data: bytes) -> PrintEnd:
        connection = self._open()
        if isinstance(connection, Disconnected):
            return NotPrinted(connection)
        if self._to_clear or self._to_cut:
            status = self._settle(connection)
            if not isinstance(status, Ready):
                return NotPrinted(status)
        ended = run(connection, data, partial(self._progress, job, len(data)), self._timings, self._clock)
        match ended.end:
            case Printed():
                pass
            case NotPrinted(fault=fault) | PrintUnknown(fault=fault):
                self._to_cut = self._to_cut or ended.leftovers
                # A document sent whole may still be coming out: then it is not to be cut short. But when the plug
                # was out, part of it may never have arrived, and a command without its end would eat the cut.
                cut_short = isinstance(ended.end, NotPrinted) or isinstance(fault, Disconnected)
                self._to_clear = ended.leftovers and cut_short
                self._after_fault(connection, fault)
            case _:
                assert_never(ended.end)
        return ended.end

    def _after_fault(self, connection: Connection, fault: PrinterFault) -> None:
        """Before anybody is told, and so before anybody refills: what the printer holds must be gone."""
        match fault:
            case Disconnected() | Silent():
                self._let_go()
            case NoPaper() | CoverOpen() | Faulty():
                self._settle(connection)
            case _:
                assert_never(fault)

    def _watch(self) -> None:
        connection = self._open()
        self._tell(connection if isinstance(connection, Disconnected) else self._settle(connection))

    def _settle(self, connection: Connection) -> PrinterStatus:
        """Ask for the state, and see to what an earlier job may have left in the printer or on its paper."""
        status = ask(connection, self._timings.answer_s, self._clock)
        match status:
            case Ready():
                return self._tidy(connection) or status
            case NoPaper() | CoverOpen() | Faulty():
                # Now, not after the refill: that is when it would come out.
                if self._to_clear or self._to_cut:
                    self._to_clear = clear(connection, self._timings, self._clock) is not True
            case Disconnected() | Silent():
                # A new connection is the way back from both.
                self._let_go()
            case _:
                assert_never(status)
        return status

    def _tidy(self, connection: Connection) -> PrinterFault | None:
        """Make a printer that works ready for the next document; what keeps it from being so, or None."""
        if self._to_clear:
            # Also gets it out of a command whose end never came.
            clear(connection, self._timings, self._clock)
            self._to_clear = False
        if self._to_cut:
            stuck = cut_off(connection, self._timings, self._clock)
            if stuck is not None:
                return stuck
            self._to_cut = False
        return None

    def _open(self) -> Connection | Disconnected:
        if self._connection is None:
            opened = self._transport.open()
            if isinstance(opened, Disconnected):
                return opened
            self._connection = opened
        return self._connection

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _tell(self, status: PrinterStatus) -> None:
        if status != self._told:
            self._told = status
            self._post(PrinterChanged(status))

    def _progress(self, job: str, total: int, sent: int) -> None:
        self._post(PrintProgress(job, sent, total))

    def _clock(self) -> float:
        # Stopping makes every deadline pass at once: a job under way ends within its present wait.
        return math.inf if self._stopping else self._wall_clock()
