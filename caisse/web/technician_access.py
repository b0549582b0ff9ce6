"""``/technician``: the technicians' door. Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection

from caisse import events
from caisse.api.gate import PartsHere
from caisse.api.technician_proof import with_code
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.refusal import Refusal
from caisse.handlers.staff_sessions import TECHNICIAN_SESSIONS
from caisse.handlers.technician_entry import PLACE, Technician
from caisse.parts import Parts
from caisse.web.page import PageFault, page
from caisse.web.staff_words import staff_texts, until
from caisse.web.technician_session import COOKIE, ActingTechnician, CurrentTechnician
from teleservices.wire.problems import Problem


def technician_page(technician: CurrentTechnician, parts: PartsHere) -> HTMLResponse:
    """The form for a challenge, or the form to sign in."""
    if technician is None:
        return sign_in_form(parts)
    return page("technician_ask.html", staff_texts(parts), staff=technician, faults=(), terminal="", challenge="")


def sign_in(parts: PartsHere, number: Annotated[str, Form()] = "", code: Annotated[str, Form()] = "") -> Response:
    """Opens a session, or says neutrally that it cannot be opened."""
    token = parts.new_token()

    def open_session(connection: Connection, technician: Technician, at: Circumstances) -> Technician:
        TECHNICIAN_SESSIONS.open(connection, technician.number, token, at.now)
        return technician

    typed = "".join(number.split())[:16]
    opened = with_code(parts, typed, "".join(code.split()), PLACE, open_session)
    if isinstance(opened, Refusal):
        return _refused(parts, opened)
    parts.log.record(events.TECHNICIAN_SIGNED_IN, technician=opened.name)
    answer = RedirectResponse("/technician", status_code=303)
    COOKIE.keep(answer, token)
    return answer


def leave(technician: ActingTechnician, parts: PartsHere) -> Response:
    """Ends the session."""
    answer = RedirectResponse("/technician", status_code=303)
    if technician is not None:
        parts.store.write(lambda connection: TECHNICIAN_SESSIONS.close(connection, technician.token))
        parts.log.record(events.TECHNICIAN_SIGNED_OUT, technician=technician.name)
    COOKIE.drop(answer)
    return answer


def sign_in_form(parts: Parts, fault: PageFault | None = None, status_code: int = 200) -> HTMLResponse:
    """The form to sign in; also what anybody gets who asks for more without a session."""
    faults = () if fault is None else (fault,)
    return page("technician_sign_in.html", staff_texts(parts), status_code, faults=faults)


def _refused(parts: Parts, refusal: Refusal) -> HTMLResponse:
    texts = staff_texts(parts)
    if refusal.alarm is not None:
        parts.log.record(events.ALARM, kind=refusal.alarm, place=PLACE)
    parts.log.record(events.TECHNICIAN_REFUSED, problem=refusal.problem)
    if refusal.problem is Problem.LOCKED:
        return sign_in_form(parts, PageFault(texts.t("technician.fault.locked", until=until(parts, refusal))), 429)
    return sign_in_form(parts, PageFault(texts.t("technician.fault.credentials")), 403)
