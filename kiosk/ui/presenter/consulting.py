"""What the account shows of itself: information, requests, messages."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from kiosk.session.declaring import Consulted, ConsultFailed
from kiosk.session.intents import AnotherService, OpenMessage
from kiosk.ui.presenter.words import Page, back, retry, secondary
from kiosk.ui.screen import Drawing, Entry, Line, Screen, ScreenKind, Tone
from teleservices.reference import Reference
from teleservices.texts.formats import clock_time, long_date
from teleservices.wire.consultation import (
    Information,
    Message,
    Messages,
    PersonInformation,
    RequestLine,
    Requests,
    RequestState,
)


def consulting(page: Page) -> Screen:
    """The caisse is asked."""
    return Screen(
        id="consulting",
        kind=ScreenKind.WAIT,
        title=page.t("consulting.title"),
        lead=page.t("consulting.lead"),
        drawing=Drawing.CLOCK,
        chrome=page.chrome,
    )


def consult_failed(page: Page, state: ConsultFailed) -> Screen:
    """Nothing to show: what to do next."""
    key = f"consult_failed.{state.fault.value}"
    return Screen(
        id=key,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{key}.title"),
        lead=page.t(f"{key}.lead"),
        tone=Tone.WARNING,
        drawing=Drawing.LINK_DOWN,
        actions=(retry(page), secondary(page, "another", "action.services", AnotherService(), "services")),
        chrome=page.chrome,
    )


def consulted(page: Page, state: Consulted) -> Screen:
    """What the caisse showed."""
    content = state.content
    match content:
        case Information():
            return _information(page, content)
        case Requests():
            return _requests(page, content)
        case Messages():
            opened = next((one for one in content.messages if one.id == state.opened), None)
            return _messages(page, content) if opened is None else _message(page, opened)
        case _:
            assert_never(content)


def _information(page: Page, content: Information) -> Screen:
    mine = (
        Line(page.t("information.rights"), _rights(page, content)),
        Line(page.t("information.caisse"), content.caisse, joined=True),
        Line(page.t("information.regime"), content.regime, joined=True),
        Line(page.t("information.email"), content.email or page.t("information.none")),
        Line(page.t("information.mobile"), content.mobile or page.t("information.none"), joined=True),
    )
    return Screen(
        id="information",
        kind=ScreenKind.SUMMARY,
        title=page.t("information.title"),
        lead=page.t("information.lead"),
        lines=(*mine, *(_person(page, person) for person in content.people)),
        actions=(back(page),),
        chrome=page.chrome,
    )


def _rights(page: Page, content: Information) -> str:
    if content.rights_end is None:
        return page.t("information.rights_open")
    return page.t("information.rights_until", date=long_date(content.rights_end, page.texts.language))


def _person(page: Page, person: PersonInformation) -> Line:
    since = person.address_since
    label = (
        page.t("information.address")
        if since is None
        else page.t("information.address_since", date=long_date(since, page.texts.language))
    )
    return Line(label, "\n".join(person.address) or page.t("information.none"), heading=person.name)


def _requests(page: Page, content: Requests) -> Screen:
    return _list(page, "requests", tuple(_request(page, line) for line in content.lines))


_ICONS = {
    RequestState.REGISTERED: "success",
    RequestState.REFUSED: "error",
    RequestState.ALREADY_REGISTERED: "info",
}


def _request(page: Page, line: RequestLine) -> Entry:
    stands = page.t(f"requests.{line.state.value.replace('-', '_')}")
    reference = page.t("requests.reference", reference=Reference(line.reference).grouped)
    return Entry(
        id=f"request-{line.reference}",
        title=page.t(f"service.{line.service}.title"),
        detail=f"{stands}\n{reference}",
        note=_when(page, line.filed_at),
        icon=_ICONS[line.state],
    )


def _messages(page: Page, content: Messages) -> Screen:
    return _list(page, "messages", tuple(_listed(page, place, one) for place, one in enumerate(content.messages)))


def _listed(page: Page, place: int, message: Message) -> Entry:
    when = _when(page, message.sent_at)
    return Entry(f"message-{place}", message.subject, "", when, "mail", OpenMessage(message.id))


def _list(page: Page, name: str, entries: tuple[Entry, ...]) -> Screen:
    return Screen(
        id=name,
        kind=ScreenKind.LIST if entries else ScreenKind.MESSAGE,
        title=page.t(f"{name}.title"),
        lead=page.t(f"{name}.lead" if entries else f"{name}.empty"),
        entries=entries,
        actions=(back(page),),
        chrome=page.chrome,
    )


def _message(page: Page, message: Message) -> Screen:
    return Screen(
        id="messages.opened",
        kind=ScreenKind.READING,
        title=message.subject,
        step=_when(page, message.sent_at),
        paragraphs=tuple(line for line in message.body.splitlines() if line.strip()),
        actions=(back(page),),
        chrome=page.chrome,
    )


def _when(page: Page, at: datetime) -> str:
    """In the terminal's own zone."""
    local, language = at.astimezone(page.rules.local_time().tzinfo), page.texts.language
    return page.t("consulted.at", date=long_date(local.date(), language), time=clock_time(local.time(), language))
