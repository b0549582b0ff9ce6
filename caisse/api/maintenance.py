"""What happens behind the door of the maintenance menu."""

from __future__ import annotations

from sqlalchemy import Connection

from caisse import events
from caisse.api.gate import PartsHere, Terminal
from caisse.api.problems import RefusedError
from caisse.api.technician_proof import with_code
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.refusal import Refusal
from caisse.handlers.technician_entry import Technician
from caisse.handlers.technicians import is_code, is_number
from teleservices.wire.maintenance import EnterMaintenance, MaintenanceGranted
from teleservices.wire.problems import Problem


def enter_maintenance(asked: EnterMaintenance, terminal: Terminal, parts: PartsHere) -> MaintenanceGranted:
    """A technician in front of a terminal asks to be let in."""
    if not (is_number(asked.number) and is_code(asked.code)):
        raise RefusedError(Refusal(Problem.MALFORMED), terminal)
    answer = with_code(parts, asked.number, asked.code, terminal, _itself)
    if isinstance(answer, Refusal):
        raise RefusedError(answer, terminal)
    parts.log.record(events.TECHNICIAN_ENTERED, terminal=terminal, technician=answer.name)
    return MaintenanceGranted(answer.name)


def _itself(_connection: Connection, technician: Technician, _at: Circumstances) -> Technician:
    return technician
