"""``/technician/trail``: what was done last at a terminal."""

from __future__ import annotations

from typing import Final

from fastapi.responses import HTMLResponse

from caisse import events
from caisse.api.gate import PartsHere
from caisse.handlers.technicians import known
from caisse.handlers.terminals import is_known, valid_name
from caisse.handlers.trail import Line, trail
from caisse.parts import Parts
from caisse.web.page import PageFault, page
from caisse.web.staff_words import moment, staff_texts
from caisse.web.technician_access import sign_in_form
from caisse.web.technician_session import CurrentTechnician

MOST: Final = 50
"""Lines that the page shows."""


def trail_page(technician: CurrentTechnician, parts: PartsHere, terminal: str = "") -> HTMLResponse:
    """The latest deeds of a terminal, or the form that asks which."""
    if technician is None:
        return sign_in_form(parts, status_code=403 if terminal else 200)
    texts, name = staff_texts(parts), terminal.strip().lower()
    if not name:
        return page("technician_trail.html", texts, staff=technician, faults=(), terminal="", lines=None)
    if not (valid_name(name) and parts.store.read(lambda connection: is_known(connection, name))):
        fault = PageFault(texts.t("technician.fault.no_terminal"), "terminal")
        return page(
            "technician_trail.html", texts, 422, staff=technician, faults=(fault,), terminal=name[:64], lines=None
        )
    parts.log.record(events.TECHNICIAN_READ, technician=technician.name, terminal=name)
    return page("technician_trail.html", texts, staff=technician, faults=(), terminal=name, lines=_lines(parts, name))


def _lines(parts: Parts, terminal: str) -> tuple[tuple[str, str, str], ...]:
    """When, what, and who how, of each deed."""
    lines, people = parts.store.read(
        lambda connection: (trail(connection, terminal=terminal, most=MOST), known(connection))
    )
    names = {one.number: one.name for one in people}
    return tuple((_when(parts, line), _what(parts, line), _who(parts, line, names)) for line in lines)


def _when(parts: Parts, line: Line) -> str:
    said = moment(parts, line.done_at)
    return staff_texts(parts).t("technician.trail.unsure", moment=said) if line.unsure else said


def _what(parts: Parts, line: Line) -> str:
    texts = staff_texts(parts)
    deed = texts.t(f"technician.deed.{line.deed}")
    if line.outcome == "done":
        return deed
    return texts.t("technician.trail.outcome", deed=deed, outcome=line.outcome)


def _who(parts: Parts, line: Line, names: dict[str, str]) -> str:
    texts = staff_texts(parts)
    who = names.get(line.technician, line.technician) or texts.t("technician.trail.nobody")
    return texts.t("technician.trail.who", who=who, way=texts.t(f"technician.way.{line.way}"))
