"""What happens behind the door of the maintenance menu."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import Connection

from caisse import events
from caisse.api.gate import PartsHere, Terminal
from caisse.api.problems import RefusedError
from caisse.api.technician_proof import with_code
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.refusal import Refusal
from caisse.handlers.technicians import Technician
from teleservices.wire.maintenance import CODE_DIGITS, NUMBER_DIGITS, EnterMaintenance, MaintenanceGranted
from teleservices.wire.problems import Problem

_NUMBER: Final = re.compile(f"[0-9]{{{NUMBER_DIGITS}}}")
_CODE: Final = re.compile(f"[0-9]{{{CODE_DIGITS}}}")


def enter_maintenance(asked: EnterMaintenance, terminal: Terminal, parts: PartsHere) -> MaintenanceGranted:
    """A technician in front of a terminal asks to be let in."""
    if _NUMBER.fullmatch(asked.number) is None or _CODE.fullmatch(asked.code) is None:
        raise RefusedError(Refusal(Problem.MALFORMED), terminal)
    answer = with_code(parts, asked.number, asked.code, terminal, _itself)
    if isinstance(answer, Refusal):
        raise RefusedError(answer, terminal)
    parts.log.record(events.TECHNICIAN_ENTERED, terminal=terminal, technician=answer.name)
    return MaintenanceGranted(answer.name)


def _itself(_connection: Connection, technician: Technician, _at: Circumstances) -> Technician:
    return technician
