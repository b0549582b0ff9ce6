"""The session's figures and its two outward needs, given by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.devices.printer.ticket import Ticket
from kiosk.maintenance.findings import Survey
from kiosk.tickets.receipt import Receipt
from teleservices.places.places import Places
from teleservices.wire.rights import RightsAttestation


@dataclass(frozen=True)
class Timings:
    """Seconds, all of them (facts/standards.md UX-11, ACC-40).

    Attributes:
        idle: without a touch before the warning.
        accessible_idle: the same for a person who asked for larger text or contrast.
        maintenance: without a touch of the technician's before the warning.
    warning: how long the warning can be answered, never under 20.
        visit: the longest a visit may last.
        goodbye: how long the parting words stay.
        keeping: how long the outbox may take before nobody knows what became of a declaration.
        take_document: how long « Prenez votre document » stays once the card is out.
        out_of_service: how long a fault of ours is shown.
    """

    idle: float = 60.0
    accessible_idle: float = 180.0
    maintenance: float = 180.0
    warning: float = 30.0
    visit: float = 1200.0
    goodbye: float = 6.0
    keeping: float = 30.0
    take_document: float = 12.0
    out_of_service: float = 15.0


@dataclass(frozen=True)
class Workshop:
    """What the maintenance menu is given of this terminal.

    Attributes:
        test_page: makes the paper that helps to judge the printer.
        readiness: makes the readiness report of a survey.
        sms: what a trial SMS says.
        page: address of the technician's page at the caisse.
        cabinet, models: the model in use, and all that there are.
        software: gives what runs, by the last part of the keys ``maintenance.software.NAME``, with its version.
        grid: columns and rows of the test of the touch panel.
        production: whether citizens are served here.
        modem: whether the settings name one.
    """

    test_page: Callable[[], Ticket]
    readiness: Callable[[Survey], Ticket]
    sms: Callable[[], str]
    page: str
    cabinet: str
    models: tuple[str, ...]
    software: Callable[[], tuple[tuple[str, str], ...]]
    grid: tuple[int, int]
    production: bool
    modem: bool

    @property
    def cells(self) -> int:
        """How many the grid has."""
        columns, rows = self.grid
        return columns * rows


@dataclass(frozen=True)
class Rules:
    """What the session's function is given beside its situation.

    Attributes:
        attestation: makes the printed document of an attestation de droits.
        receipt: makes the printed receipt of a declaration.
        places: to choose from.
        workshop: of the maintenance menu.
        local_time: the terminal's wall clock with its zone; only to tell people until when they must wait.
        languages: ids, the default one first.
        text_scales: the steps of the text size, 1.0 first.
    """

    attestation: Callable[[RightsAttestation], Ticket]
    receipt: Callable[[Receipt], Ticket]
    places: Places
    workshop: Workshop
    local_time: Callable[[], datetime]
    timings: Timings = Timings()
    languages: tuple[str, ...] = ("fr", "en")
    text_scales: tuple[float, ...] = (1.0, 1.25, 1.5, 1.75, 2.0)
