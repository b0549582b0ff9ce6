"""``/agent``: the counter's door. Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from caisse import events
from caisse.api.gate import PartsHere
from caisse.handlers.agents import PLACE, begin_sign_in, end_sign_in
from caisse.handlers.refusal import Refusal
from caisse.handlers.staff_sessions import AGENT_SESSIONS
from caisse.parts import Parts
from caisse.web.agent_session import COOKIE, ActingAgent, Agent
from caisse.web.agent_words import locked
from caisse.web.page import PageFault, page
from caisse.web.staff_words import staff_texts
from teleservices.wire.problems import Problem


def agent_page(agent: Agent, parts: PartsHere) -> HTMLResponse:
    """The search for a person, or the form to sign in."""
    if agent is None:
        return sign_in_form(parts)
    return page("agent_search.html", staff_texts(parts), agent=agent, faults=(), nir="")


def sign_in(parts: PartsHere, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "") -> Response:
    """Opens a session, or says neutrally that it cannot be opened."""
    typed = name.strip().lower()[:64]
    token = parts.new_token()
    with parts.hashing.admitted(PLACE) as hasher:
        at = parts.circumstances()
        begun = parts.store.write(lambda connection: begin_sign_in(connection, typed, at))
        if isinstance(begun, Refusal):
            return _refused(parts, begun)
        fits = hasher.matches(begun.password_hash, password)
        refused = parts.store.write(lambda connection: end_sign_in(connection, begun, token, at, fits=fits))
    if refused is not None:
        return _refused(parts, refused)
    parts.log.record(events.AGENT_SIGNED_IN, agent=typed)
    answer = RedirectResponse("/agent", status_code=303)
    COOKIE.keep(answer, token)
    return answer


def leave(agent: ActingAgent, parts: PartsHere) -> Response:
    """Ends the session."""
    answer = RedirectResponse("/agent", status_code=303)
    if agent is not None:
        parts.store.write(lambda connection: AGENT_SESSIONS.close(connection, agent.token))
        parts.log.record(events.AGENT_SIGNED_OUT, agent=agent.name)
    COOKIE.drop(answer)
    return answer


def sign_in_form(parts: Parts, fault: PageFault | None = None, status_code: int = 200) -> HTMLResponse:
    """The form to sign in; also what anybody gets who asks for more without a session."""
    faults = () if fault is None else (fault,)
    return page("agent_sign_in.html", staff_texts(parts), status_code, faults=faults)


def _refused(parts: Parts, refusal: Refusal) -> HTMLResponse:
    texts = staff_texts(parts)
    if refusal.alarm is not None:
        parts.log.record(events.ALARM, kind=refusal.alarm, place=PLACE)
    parts.log.record(events.AGENT_REFUSED, problem=refusal.problem)
    if refusal.problem is Problem.LOCKED:
        return sign_in_form(parts, PageFault(locked(parts, refusal)), 429)
    return sign_in_form(parts, PageFault(texts.t("agent.fault.credentials")), 403)
