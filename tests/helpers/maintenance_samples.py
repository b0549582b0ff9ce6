"""A technician, what the maintenance thread answers, and the workshop of a terminal that has everything."""

from __future__ import annotations

from datetime import UTC, datetime

from kiosk.devices.printer.ticket import Cut, Paragraph, Ticket
from kiosk.maintenance.answers import Challenge, Granted, JournalLine
from kiosk.maintenance.findings import Fact, Finding, Grade, Survey
from kiosk.session.rules import Workshop
from teleservices.wire.maintenance import Way

NUMBER, CODE = "400217", "19283746"
ENTRY = Granted(NUMBER, "Inès Garnier", Way.ONLINE)
CHALLENGE = Challenge("accueil-1", "48210975")
_AT = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
SURVEY = Survey(
    at=_AT,
    terminal="accueil-1",
    version="0.1.0",
    cabinet="borne-21p",
    findings=(
        Finding("reader", Grade.GOOD, "ready"),
        Finding("printer", Grade.FAULT, "no_paper"),
        Finding("modem", Grade.NOTICE, "unheard"),
        Finding("link", Grade.GOOD, "up"),
        Finding("disk", Grade.WARNING, "low", (Fact("free", "812 Mo"), Fact("total", "29,1 Go"))),
    ),
)
LINES = (
    JournalLine(_AT, "printer.changed", "warning", "status=no_paper cause=None"),
    JournalLine(_AT, "app.first_frame", "info", ""),
    JournalLine(_AT, "app.fault", "error", "kind=ValueError where=rows.py:12 thread=MainThread"),
)


def _paper(kind: str) -> Ticket:
    return Ticket(kind, (Paragraph(kind), Cut()))


WORKSHOP = Workshop(
    test_page=lambda: _paper("test_page"),
    readiness=lambda survey: _paper(f"readiness {survey.terminal}"),
    sms=lambda: "Assurance Maladie : ceci est un essai de la borne.",
    page="https://caisse.example:8443/technician",
    cabinet="borne-21p",
    models=("borne-15p", "borne-21l", "borne-21p"),
    software=lambda: (
        ("version", "0.1.0"),
        ("cabinet", "borne-21p"),
        ("python", "3.11.2"),
        ("qt", "6.11.3"),
        ("system", "Debian GNU/Linux 12 (bookworm)"),
    ),
    grid=(4, 3),
    production=False,
    modem=True,
)
