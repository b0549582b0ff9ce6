"""What each command of the control socket does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass
from datetime import UTC
from typing import Final, Protocol, assert_never

from kiosk.control.messages import Command, Refusal, Said, refused
from kiosk.devices.printer.status import Printed, PrintEnd
from kiosk.devices.printer.ticket import Ticket
from kiosk.maintenance.answers import Answer, Done, Failed, Failure, JournalLine, JournalShown, Surveyed
from kiosk.maintenance.desk import Answerable
from kiosk.maintenance.findings import Survey
from kiosk.maintenance.orders import ReadJournal, RestartApplication, RestartMachine, SendQueue, TakeSurvey
from kiosk.maintenance.surface import Surface
from teleservices.wire.maintenance import Deed, MaintenanceRecord, Way

_PATIENCE_S: Final = 60.0
_DISTURBING: Final = frozenset({Command.TEST_TICKET, Command.REPORT, Command.RESTART, Command.REBOOT})


class Maintenance(Protocol):
    """``MaintenanceWorker``, as a shell uses it."""

    def ask(self, order: Answerable) -> Future[Answer]:
        """Carry an order out."""

    def note(self, record: MaintenanceRecord) -> None:
        """Put a deed into the trail."""


@dataclass(frozen=True)
class Tickets:
    """Makes a technician's papers."""

    test_page: Callable[[], Ticket]
    readiness: Callable[[Survey], Ticket]


class Answering:
    """Carries commands out; called from the thread ``control``.

    Args:
        maintenance: does what takes time.
        surface: what is shown.
        version: of the application.
        print_: prints and waits for the end (``Papers.print``).
        tickets: makes papers.
    """

    def __init__(
        self,
        *,
        maintenance: Maintenance,
        surface: Surface,
        version: str,
        print_: Callable[[Ticket], PrintEnd | None],
        tickets: Tickets,
    ) -> None:
        self._maintenance = maintenance
        self._surface = surface
        self._version = version
        self._print = print_
        self._tickets = tickets

    def __call__(self, command: Command, user: str) -> Said:
        """Do it, and say how it went.

        Args:
            command: what is asked.
            user: who asks, as the system knows them.
        """
        if command in _DISTURBING and self._surface.visit:
            return refused(Refusal.VISIT)
        match command:
            case Command.STATUS:
                shown = self._surface
                return {"ok": True, "screen": shown.screen, "visit": shown.visit, "version": self._version}
            case Command.DOCTOR:
                return self._doctor()
            case Command.JOURNAL:
                return self._journal()
            case Command.SEND:
                return self._ordered(SendQueue(), Deed.QUEUE_SENT, user)
            case Command.TEST_TICKET:
                return self._printed(self._tickets.test_page(), Deed.TICKET_TESTED, user)
            case Command.REPORT:
                return self._report(user)
            case Command.RESTART:
                return self._ordered(RestartApplication(), Deed.APPLICATION_RESTARTED, user)
            case Command.REBOOT:
                return self._ordered(RestartMachine(), Deed.MACHINE_RESTARTED, user)
            case _:
                assert_never(command)

    def _ask(self, order: Answerable) -> Answer | None:
        try:
            return self._maintenance.ask(order).result(_PATIENCE_S)
        except (NotInTime, CancelledError):
            return None

    def _doctor(self) -> Said:
        # pydantic is loaded by the first thread that needs it, never before the first picture.
        from kiosk.maintenance.survey_document import ADAPTER, written

        match self._ask(TakeSurvey()):
            case Surveyed(survey):
                return {"ok": True, "survey": ADAPTER.dump_python(written(survey), mode="json")}
            case _:
                return refused(Refusal.BUSY)

    def _journal(self) -> Said:
        match self._ask(ReadJournal()):
            case JournalShown(lines):
                return {"ok": True, "lines": [_line(line) for line in lines]}
            case _:
                return refused(Refusal.BUSY)

    def _report(self, user: str) -> Said:
        match self._ask(TakeSurvey()):
            case Surveyed(survey) if not self._surface.visit:
                return self._printed(self._tickets.readiness(survey), Deed.REPORT_PRINTED, user)
            case Surveyed():
                return refused(Refusal.VISIT)
            case _:
                return refused(Refusal.BUSY)

    def _printed(self, ticket: Ticket, deed: Deed, user: str) -> Said:
        end = self._print(ticket)
        done = isinstance(end, Printed)
        self._note(deed, user, "done" if done else "not-printed")
        return {"ok": True} if done else refused(Refusal.PRINTER)

    def _ordered(self, order: Answerable, deed: Deed, user: str) -> Said:
        match self._ask(order):
            case Done():
                self._note(deed, user, "done")
                return {"ok": True}
            case Failed(failure):
                self._note(deed, user, failure.value.replace("_", "-"))
                return refused(Refusal.NOT_SUPERVISED if failure is Failure.NOT_SUPERVISED else Refusal.FAILED)
            case _:
                return refused(Refusal.BUSY)

    def _note(self, deed: Deed, user: str, outcome: str) -> None:
        self._maintenance.note(MaintenanceRecord(deed, Way.SHELL, user, outcome))


def _line(line: JournalLine) -> Said:
    at = line.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"at": at, "event": line.event, "severity": line.severity, "fields": line.fields}
