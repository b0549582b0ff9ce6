"""What a technician did at a terminal goes into the trail."""

from __future__ import annotations

from sqlalchemy import Connection

from caisse.declarations.dating import filed
from caisse.declarations.opened import OpenedRecord, Outcome
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.trail import Line, put_down


def note(connection: Connection, opened: OpenedRecord, at: Circumstances) -> Outcome:
    """Write a record down.

    Args:
        connection: inside the write that records the outcome.
        opened: the record.
        at: the moment.
    """
    record, when = opened.record, filed(opened)
    line = Line(
        terminal=opened.terminal,
        deed=record.deed,
        way=record.way,
        technician=record.technician,
        outcome=record.outcome,
        done_at=when.at,
        unsure=when.unsure,
    )
    put_down(connection, line, at, op=opened.op)
    return Outcome.NOTED
