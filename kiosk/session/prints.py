"""From collected documents to paper: three ends, each told apart."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrinterEvent, PrintProgress
from kiosk.devices.printer.status import (
    CoverOpen,
    Disconnected,
    Faulty,
    NoPaper,
    NotPrinted,
    Printed,
    PrintEnd,
    PrinterStatus,
    PrintUnknown,
    Ready,
    Silent,
)
from kiosk.session import journal
from kiosk.session.effects import Effect, Note, Print
from kiosk.session.situation import Attention, Situation
from kiosk.session.states import Parting, Printing, PrintTrouble, TakeDocument
from kiosk.session.visit import Closed, Visit
from kiosk.session.wipe import wipe

Step = tuple[Situation, tuple[Effect, ...]]


MOST_RESUMES = 3
"""A printer that calls itself ready and fails each job would otherwise eat its roll."""


def print_documents(situation: Situation, visit: Visit, done: int, resumed: int = 0) -> Step:
    """Begin with the first of ``visit.documents``, which must not be empty; ``done`` are out already."""
    serial = situation.serial + 1
    job = f"job-{serial}"
    begun = replace(situation, serial=serial, state=Printing(visit, job, done, resumed=resumed))
    return begun, (
        Note(journal.PRINT_STARTED, {"visit": visit.number, "job": job}),
        Print(job, visit.documents[0]),
    )


def on_printer(situation: Situation, event: PrinterEvent, now: float) -> Step:
    """The situation after a printer event, and what is to be done."""
    match event:
        case PrinterChanged(status):
            return _changed(situation, status)
        case PrintProgress(job, sent, total):
            state = situation.state
            if isinstance(state, Printing) and state.job == job:
                return replace(situation, state=replace(state, sent=sent, total=total)), ()
            return situation, ()
        case PrintEnded(job, end):
            state = situation.state
            if isinstance(state, Printing) and state.job == job:
                return _ended(situation, state, end, now)
            return situation, ()
        case _:
            assert_never(event)


def _changed(situation: Situation, status: PrinterStatus) -> Step:
    name, cause = describe(status)
    note = Note(journal.PRINTER_CHANGED, {"status": name, "cause": cause})
    changed = replace(situation, devices=replace(situation.devices, printer=status))
    state = changed.state
    match status, state:
        # Nothing came out and the cause is mended: the person is waiting, so it prints without a touch.
        case Ready(), PrintTrouble(visit, done, NotPrinted(), resumed) if resumed < MOST_RESUMES:
            printing, effects = print_documents(changed, visit, done, resumed + 1)
            return printing, (note, *effects)
        case _:
            return changed, (note,)


def _ended(situation: Situation, state: Printing, end: PrintEnd, now: float) -> Step:
    visit = state.visit
    fault = None if isinstance(end, Printed) else describe(end.fault)[0]
    note = Note(
        journal.PRINT_ENDED,
        {"visit": visit.number, "job": state.job, "end": type(end).__name__.lower(), "fault": fault},
    )
    seen = replace(situation, attention=Attention(now))
    match end:
        case Printed():
            left = replace(visit, documents=visit.documents[1:])
            if left.documents:
                printing, effects = print_documents(seen, left, state.done + 1)
                return printing, (note, *effects)
            return _all_out(seen, left, state.done + 1, note, now)
        case NotPrinted() | PrintUnknown():
            return replace(seen, state=PrintTrouble(visit, state.done, end, state.resumed)), (note,)
        case _:
            assert_never(end)


def _all_out(situation: Situation, visit: Visit, count: int, note: Note, now: float) -> Step:
    if not isinstance(visit.account, Closed):
        return replace(situation, state=TakeDocument(visit, count, now)), (note,)
    waiting = situation.reading
    wiped, effects = wipe(situation, Parting.CARD_OUT, now)
    # A card that went in meanwhile is the next person's: it keeps its turn.
    return replace(wiped, state=TakeDocument(None, count, now), reading=waiting), (note, *effects)


def describe(status: PrinterStatus) -> tuple[str, str | None]:
    """A status's name for the journal and for message keys, and its cause for technicians."""
    match status:
        case Ready():
            return "ready", None
        case NoPaper():
            return "no_paper", None
        case CoverOpen():
            return "cover_open", None
        case Faulty(cause):
            return "faulty", cause
        case Disconnected(cause):
            return "disconnected", cause
        case Silent():
            return "silent", None
        case _:
            assert_never(status)
