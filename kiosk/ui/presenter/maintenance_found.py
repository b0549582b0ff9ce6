"""What a technician looks at: checks, journal, what waits to be sent, versions."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.maintenance.answers import JournalLine
from kiosk.maintenance.findings import Finding, Grade, Survey
from kiosk.session.intents import Confirm, Retry, UseTool
from kiosk.session.maintaining import Tool
from kiosk.sync.filing import OutboxState
from kiosk.tickets.finding_words import finding_words
from kiosk.ui.presenter.words import Page, back, primary, secondary
from kiosk.ui.screen import Action, Entry, Line, Screen, ScreenKind, Tone
from teleservices.texts.formats import clock_time, duration, short_date

_NETWORK = frozenset({"link", "clock", "identity", "keys"})
"""The checks that are about the link."""
_MOST_LINES = 50
"""Of the journal: more are read with ``kiosk maintenance journal``."""
_TONES = {Grade.GOOD: Tone.SUCCESS, Grade.NOTICE: Tone.INFO, Grade.WARNING: Tone.WARNING, Grade.FAULT: Tone.ERROR}
_SEVERITIES = {"info": Tone.INFO, "warning": Tone.WARNING, "error": Tone.ERROR}


def status(page: Page, survey: Survey) -> Screen:
    """Every check, each with its cause and what to do; the worst first."""
    return Screen(
        id="maintenance.status",
        kind=ScreenKind.LIST,
        title=page.t("maintenance.status.title"),
        lead=_verdict(page, survey),
        step=_at(page, survey.at),
        entries=tuple(_entry(page, one) for one in sorted(survey.findings, key=lambda one: -one.grade)),
        actions=(
            primary(page, "retry", "maintenance.status.again", Retry(), "retry"),
            back(page),
        ),
        chrome=page.chrome,
    )


def network(page: Page, survey: Survey) -> Screen:
    """The link, its latency, the clock."""
    found = [finding for finding in survey.findings if finding.check in _NETWORK]
    return Screen(
        id="maintenance.network",
        kind=ScreenKind.LIST,
        title=page.t("maintenance.network.title"),
        lead=page.t("maintenance.network.lead"),
        step=_at(page, survey.at),
        entries=tuple(_entry(page, finding) for finding in found),
        actions=(primary(page, "again", "maintenance.network.again", UseTool(Tool.NETWORK), "retry"), back(page)),
        chrome=page.chrome,
    )


def _verdict(page: Page, survey: Survey) -> str:
    bad = sum(finding.grade >= Grade.WARNING for finding in survey.findings)
    return page.counted("maintenance.status.bad", bad) if bad else page.t("maintenance.status.good")


def _entry(page: Page, finding: Finding) -> Entry:
    words = finding_words(finding, page.texts)
    facts = " · ".join(page.t("maintenance.fact", label=label, value=value) for label, value in words.facts)
    tone = _TONES[finding.grade]
    return Entry(
        id=f"check-{finding.check}",
        title=words.state,
        detail="\n".join(part for part in (words.todo, facts) if part),
        note=page.t("maintenance.graded", check=words.label, grade=words.grade),
        icon=tone.value,
        tone=tone,
    )


def journal(page: Page, lines: tuple[JournalLine, ...]) -> Screen:
    """The last lines, newest first."""
    return Screen(
        id="maintenance.journal",
        kind=ScreenKind.LIST if lines else ScreenKind.MESSAGE,
        title=page.t("maintenance.journal.title"),
        lead=page.t("maintenance.journal.lead" if lines else "maintenance.journal.empty"),
        entries=tuple(_line(page, place, line) for place, line in enumerate(lines[:_MOST_LINES])),
        actions=(back(page),),
        chrome=page.chrome,
    )


def _line(page: Page, place: int, line: JournalLine) -> Entry:
    tone = _SEVERITIES.get(line.severity, Tone.INFO)
    return Entry(f"line-{place}", line.event, line.fields, _at(page, line.at), tone.value, tone=tone)


def queue(page: Page) -> Screen:
    """How much waits, since when; the button that has the courier try now."""
    state = page.situation.devices.outbox
    waits = state is not None and state.pending + state.parked + state.dead > 0
    send = primary(page, "send", "maintenance.queue.send", Confirm(), "outbox")
    return Screen(
        id="maintenance.queue",
        kind=ScreenKind.SUMMARY,
        title=page.t("maintenance.queue.title"),
        lead=page.t("maintenance.queue.lead" if waits else "maintenance.queue.empty"),
        lines=() if state is None else _counts(page, state),
        actions=(send, back(page)) if waits else (back(page),),
        chrome=page.chrome,
    )


def _counts(page: Page, state: OutboxState) -> tuple[Line, ...]:
    oldest = page.t("maintenance.queue.nothing")
    if state.oldest_at is not None:
        oldest = duration(max(page.rules.local_time() - state.oldest_at, timedelta()), page.texts.language)
    delivered = page.t("maintenance.queue.never") if state.delivered_at is None else _at(page, state.delivered_at)
    return (
        Line(page.t("maintenance.queue.pending"), str(state.pending)),
        Line(page.t("maintenance.queue.oldest"), oldest, joined=True),
        Line(page.t("maintenance.queue.delivered"), delivered, joined=True),
        Line(page.t("maintenance.queue.parked"), str(state.parked)),
        Line(page.t("maintenance.queue.dead"), str(state.dead), joined=True),
    )


def software(page: Page) -> Screen:
    """Which versions run."""
    return Screen(
        id="maintenance.software",
        kind=ScreenKind.SUMMARY,
        title=page.t("maintenance.software.title"),
        lines=tuple(
            Line(page.t(f"maintenance.software.{name}"), value, joined=place > 0)
            for place, (name, value) in enumerate(page.rules.workshop.software())
        ),
        actions=(_restart(page), back(page)),
        chrome=page.chrome,
    )


def _restart(page: Page) -> Action:
    return secondary(page, "restart", "maintenance.tool.restart", UseTool(Tool.RESTART), "restart")


def _at(page: Page, at: datetime) -> str:
    """In the terminal's own zone."""
    local = at.astimezone(page.rules.local_time().tzinfo)
    return page.t("maintenance.at", date=short_date(local.date()), time=clock_time(local.time(), page.texts.language))
