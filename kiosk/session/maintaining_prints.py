"""A technician's papers: they print like a citizen's, and nobody's visit waits for them."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.printer.events import PrintEnded, PrintProgress
from kiosk.devices.printer.status import NotPrinted, Printed, PrintEnd, PrintUnknown
from kiosk.devices.printer.ticket import Ticket
from kiosk.maintenance.answers import Granted
from kiosk.session import journal
from kiosk.session import maintaining as pages
from kiosk.session.arrive import Step
from kiosk.session.effects import Note, Print
from kiosk.session.maintaining import Maintaining, Paper
from kiosk.session.maintaining_trail import DONE, inside, noted
from kiosk.session.prints import describe
from kiosk.session.situation import Situation
from teleservices.wire.maintenance import Deed

_DEEDS = {Paper.TEST_PAGE: Deed.TICKET_TESTED, Paper.READINESS: Deed.REPORT_PRINTED}


def print_paper(situation: Situation, entry: Granted, paper: Paper, ticket: Ticket) -> Step:
    """Begin; the printer's events name the job."""
    serial = situation.serial + 1
    job = f"job-{serial}"
    begun = inside(replace(situation, serial=serial), entry, pages.Printing(job, paper))
    return begun, (Note(journal.PRINT_STARTED, {"visit": None, "job": job}), Print(job, ticket))


def on_paper(situation: Situation, event: PrintProgress | PrintEnded) -> Step:
    """The situation after a word about a job, if it is the technician's."""
    state = situation.state
    if not (isinstance(state, Maintaining) and isinstance(state.inside, pages.Printing)):
        return situation, ()
    page = state.inside
    if page.job != event.job:
        return situation, ()
    match event:
        case PrintProgress(sent=sent, total=total):
            return inside(situation, state.entry, replace(page, sent=sent, total=total)), ()
        case PrintEnded(job, end):
            fields = {"visit": None, "job": job, "end": type(end).__name__.lower(), "fault": _fault(end)}
            deed = noted(state.entry, _DEEDS[page.paper], _outcome(end))
            ended = inside(situation, state.entry, pages.Printed(page.paper, end))
            return ended, (Note(journal.PRINT_ENDED, fields), deed)
        case _:
            assert_never(event)


def _fault(end: PrintEnd) -> str | None:
    return None if isinstance(end, Printed) else describe(end.fault)[0]


def _outcome(end: PrintEnd) -> str:
    match end:
        case Printed():
            return DONE
        case NotPrinted(fault):
            return describe(fault)[0]
        case PrintUnknown():
            return "unknown"
        case _:
            assert_never(end)
