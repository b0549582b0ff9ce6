"""``/agent``: finding a person by their NIR, and issuing a code provisoire once their identity was checked (003 §3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from caisse import events
from caisse.api.gate import PartsHere
from caisse.api.sending import send_code
from caisse.handlers.accounts import account_of
from caisse.handlers.codes import Way, issue_code
from caisse.handlers.people import Insured, insured_by_nir
from caisse.handlers.refusal import Refusal
from caisse.handlers.standing import reachable
from caisse.handlers.visits import refused_regime
from caisse.parts import Parts
from caisse.web.agent_access import sign_in_form
from caisse.web.agent_session import ActingAgent, AgentSession
from caisse.web.agent_words import refused
from caisse.web.page import PageFault, page
from caisse.web.staff_words import moment, staff_texts
from teleservices.nir import Nir, NirFault, from_typing
from teleservices.phone import Mobile
from teleservices.texts.formats import birth_date


@dataclass(frozen=True, repr=False)
class Found:
    """A person whom an agent looks at.

    Attributes:
        mobile: where a code can be sent; None where the caisse has no number.
    """

    insured: Insured
    mobile: Mobile | None


def find(agent: ActingAgent, parts: PartsHere, nir: Annotated[str, Form()] = "") -> HTMLResponse:
    """The person, or why there is none."""
    if agent is None:
        return sign_in_form(parts, status_code=403)
    found = _found(parts, nir)
    parts.log.record(events.AGENT_SEARCHED, agent=agent.name, found=isinstance(found, Found))
    if isinstance(found, str):
        fault = PageFault(found, "nir")
        return page("agent_search.html", staff_texts(parts), 422, agent=agent, faults=(fault,), nir=nir[:32])
    return _person(agent, parts, found)


def issue(
    agent: ActingAgent,
    parts: PartsHere,
    nir: Annotated[str, Form()] = "",
    identity: Annotated[str, Form()] = "",
    way: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """A code by hand, shown this once, or by SMS."""
    if agent is None:
        return sign_in_form(parts, status_code=403)
    found = _found(parts, nir)
    if isinstance(found, str):
        return page(
            "agent_search.html", staff_texts(parts), 422, agent=agent, faults=(PageFault(found, "nir"),), nir=""
        )
    if identity != "checked":
        fault = PageFault(staff_texts(parts).t("agent.fault.identity"), "identity")
        return _person(agent, parts, found, fault, 422)
    chosen = Way.BY_SMS if way == Way.BY_SMS else Way.BY_HAND
    answer = _by_sms(agent, parts, found) if chosen is Way.BY_SMS else _by_hand(agent, parts, found)
    if isinstance(answer, Refusal):
        if answer.alarm is not None:
            parts.log.record(events.ALARM, kind=answer.alarm, place=agent.place)
        parts.log.record(events.AGENT_CODE_REFUSED, agent=agent.name, way=chosen, problem=answer.problem)
        return _person(agent, parts, found, PageFault(refused(parts, answer)), 409)
    parts.log.record(events.AGENT_CODE_ISSUED, agent=agent.name, way=chosen)
    return answer


def _by_hand(agent: AgentSession, parts: Parts, found: Found) -> HTMLResponse | Refusal:
    at = parts.circumstances()
    new = parts.store.write(lambda connection: issue_code(connection, found.insured, Way.BY_HAND, agent.place, at))
    if isinstance(new, Refusal):
        return new
    until = moment(parts, new.expires_at)
    return page("agent_code.html", staff_texts(parts), agent=agent, code=new.code, number=None, until=until)


def _by_sms(agent: AgentSession, parts: Parts, found: Found) -> HTMLResponse | Refusal:
    order = send_code(parts, found.insured, agent.place, None)
    if isinstance(order, Refusal):
        return order
    return page("agent_code.html", staff_texts(parts), agent=agent, code=None, number=order.mobile.masked, until=None)


def _found(parts: Parts, typed: str) -> Found | str:
    """The person with a NIR, or the sentence that says why there is none."""
    texts = staff_texts(parts)
    nir = from_typing(typed)
    if isinstance(nir, NirFault):
        return texts.t(f"fault.nir.{nir.value}")
    at = parts.circumstances()

    def look(connection: Connection, nir: Nir = nir) -> Found | None:
        insured = insured_by_nir(connection, nir)
        if insured is None:
            return None
        return Found(insured, reachable(account_of(connection, insured.person.id), parts.settings))

    found = parts.store.read(look)
    if found is None:
        return texts.t("agent.fault.unknown")
    foreign = refused_regime(found.insured, at)
    return found if foreign is None else refused(parts, foreign)


def _person(
    agent: AgentSession, parts: Parts, found: Found, fault: PageFault | None = None, status_code: int = 200
) -> HTMLResponse:
    texts, person = staff_texts(parts), found.insured.person
    return page(
        "agent_person.html",
        texts,
        status_code,
        agent=agent,
        faults=() if fault is None else (fault,),
        nir=found.insured.nir.full,
        rows=(
            (texts.t("agent.person.family_name"), person.family_name),
            (texts.t("agent.person.first_name"), person.first_name),
            (texts.t("agent.person.birth_date"), birth_date(person.birth_date, texts)),
            (texts.t("agent.person.nir"), found.insured.nir.grouped),
            (
                texts.t("agent.person.mobile"),
                texts.t("agent.person.no_mobile") if found.mobile is None else found.mobile.masked,
            ),
        ),
        by_sms=parts.gateway is not None and found.mobile is not None,
        no_gateway=parts.gateway is None,
    )
