"""The printer."""

from __future__ import annotations

from typing import assert_never

from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, Ready, Silent
from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen


class PrinterState(State):
    """Those of ``PrinterStatus``."""

    READY = "ready", Grade.GOOD
    UNHEARD = "unheard", Grade.NOTICE
    PAPER_LOW = "paper_low", Grade.WARNING
    NO_PAPER = "no_paper", Grade.FAULT
    COVER_OPEN = "cover_open", Grade.FAULT
    FAULTY = "faulty", Grade.FAULT
    DISCONNECTED = "disconnected", Grade.FAULT
    SILENT = "silent", Grade.FAULT


class PrinterCheck(Check):
    """Whether a paper would come out."""

    id = "printer"
    states = PrinterState

    def look(self, seen: Seen) -> Finding:
        """One of ``PrinterState``."""
        match seen.said.printer:
            case None:
                return self.found(PrinterState.UNHEARD)
            case Ready(paper_low=True):
                return self.found(PrinterState.PAPER_LOW)
            case Ready():
                return self.found(PrinterState.READY)
            case NoPaper():
                return self.found(PrinterState.NO_PAPER)
            case CoverOpen():
                return self.found(PrinterState.COVER_OPEN)
            case Faulty(cause):
                return self.found(PrinterState.FAULTY, cause=cause)
            case Disconnected(cause):
                return self.found(PrinterState.DISCONNECTED, cause=cause)
            case Silent():
                return self.found(PrinterState.SILENT)
            case _:
                assert_never(seen.said.printer)
