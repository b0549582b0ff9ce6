"""What the printer thread tells."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.printer.status import PrintEnd, PrinterStatus


@dataclass(frozen=True)
class PrinterChanged:
    """The status differs from the last one told."""

    status: PrinterStatus


@dataclass(frozen=True)
class PrintProgress:
    """``sent`` of ``total`` bytes of the job are out."""

    job: str
    sent: int
    total: int


@dataclass(frozen=True)
class PrintEnded:
    """The job is over; exactly one per job, none for a job that ``forget`` cancelled before it began."""

    job: str
    end: PrintEnd


PrinterEvent = PrinterChanged | PrintProgress | PrintEnded
