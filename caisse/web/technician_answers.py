"""``/technician``: the answer to the challenge of a terminal that has no link."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Form
from fastapi.responses import HTMLResponse

from caisse import events
from caisse.api.gate import PartsHere
from caisse.handlers.maintenance_answers import give_answer
from caisse.handlers.refusal import Refusal
from caisse.handlers.technicians import is_code
from caisse.handlers.terminals import valid_name
from caisse.parts import Parts
from caisse.web.page import PageFault, page
from caisse.web.staff_words import staff_texts, until
from caisse.web.technician_access import sign_in_form
from caisse.web.technician_session import ActingTechnician
from teleservices.texts.catalogue import Texts
from teleservices.wire.problems import Problem

_LONGEST: Final = 64
"""Signs of what was typed that the form shows again."""


def answer(
    technician: ActingTechnician,
    parts: PartsHere,
    terminal: Annotated[str, Form()] = "",
    challenge: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """The answer, large, or why there is none."""
    if technician is None:
        return sign_in_form(parts, status_code=403)
    name, digits = terminal.strip().lower(), "".join(challenge.split())
    texts = staff_texts(parts)
    faults = _faults(texts, name, digits)
    status_code = 422
    if not faults:
        at = parts.circumstances()
        given = parts.store.write(lambda connection: give_answer(connection, technician.technician, name, digits, at))
        if not isinstance(given, Refusal):
            parts.log.record(events.TECHNICIAN_ANSWERED, technician=technician.name, terminal=name)
            return page("technician_answer.html", texts, staff=technician, terminal=name, answer=given)
        parts.log.record(events.TECHNICIAN_UNANSWERED, technician=technician.name, problem=given.problem)
        faults = (_refused(parts, given),)
        status_code = 429 if given.problem is Problem.LOCKED else 422
    return page(
        "technician_ask.html",
        texts,
        status_code,
        staff=technician,
        faults=faults,
        terminal=terminal[:_LONGEST],
        challenge=challenge[:_LONGEST],
    )


def _faults(texts: Texts, terminal: str, challenge: str) -> tuple[PageFault, ...]:
    found = []
    if not valid_name(terminal):
        found.append(PageFault(texts.t("technician.fault.terminal"), "terminal"))
    if not is_code(challenge):
        found.append(PageFault(texts.t("technician.fault.challenge"), "challenge"))
    return tuple(found)


def _refused(parts: Parts, refusal: Refusal) -> PageFault:
    texts = staff_texts(parts)
    if refusal.problem is Problem.LOCKED:
        return PageFault(texts.t("technician.fault.too_many", until=until(parts, refusal)))
    return PageFault(texts.t("technician.fault.terminal"), "terminal")
