"""Papers that a shell asks for: printed like any other, their end told to the shell instead of the session."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTime
from typing import Final

from kiosk.devices.printer.events import PrintEnded, PrintProgress
from kiosk.devices.printer.status import PrintEnd
from kiosk.devices.printer.ticket import Ticket

_PATIENCE_S: Final = 90.0


class Papers:
    """Prints for shells."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[str, Future[PrintEnd]] = {}
        self._serial = 0

    def takes(self, event: object) -> bool:
        """Whether an event of the printer is about such a paper; it then concerns nobody else."""
        match event:
            case PrintProgress(job=job):
                return job in self._ends
            case PrintEnded(job, end):
                with self._lock:
                    waiting = self._ends.pop(job, None)
                if waiting is not None:
                    waiting.set_result(end)
                return waiting is not None
            case _:
                return False

    def print(self, printer: Callable[[str, Ticket], None], ticket: Ticket) -> PrintEnd | None:
        """Print, and wait for the end; None when none came in time, or a visit's wipe took the paper away.

        Args:
            printer: ``PrinterWorker.print``.
            ticket: what to print.
        """
        end: Future[PrintEnd] = Future()
        with self._lock:
            self._serial += 1
            job = f"shell-{self._serial}"
            self._ends[job] = end
        printer(job, ticket)
        try:
            return end.result(_PATIENCE_S)
        except NotInTime:
            return None
