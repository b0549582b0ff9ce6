"""What waits to be sent from this terminal: counts and times, never what it says."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.session.intents import ShowQueue
from kiosk.sync.filing import OutboxState
from kiosk.ui.presenter.words import Page, back, secondary
from kiosk.ui.screen import Action, Line, Notice, Screen, ScreenKind, Tone
from teleservices.texts.formats import clock_time, duration, long_date

_COMMAND = "kiosk outbox status"
_IN_PASSING = timedelta(minutes=1)
"""With the link up nothing stays longer: what leaves at once is no news."""


def queue_notices(page: Page) -> tuple[Notice, ...]:
    """That something waits, on the welcome and home screens."""
    count = _waiting(page)
    return (Notice(page.counted("queue.notice", count), Tone.INFO),) if count else ()


def queue_actions(page: Page) -> tuple[Action, ...]:
    """The way to ``queue_shown`` while something waits."""
    return (secondary(page, "queue", "queue.show", ShowQueue(), "outbox"),) if _waiting(page) else ()


def _waiting(page: Page) -> int:
    state = page.situation.devices.outbox
    if state is None:
        return 0
    passing = page.situation.devices.link_up is not False and _age(page, state) < _IN_PASSING
    return state.parked + (0 if passing else state.pending)


def _age(page: Page, state: OutboxState) -> timedelta:
    return timedelta() if state.oldest_at is None else page.rules.local_time() - state.oldest_at


def queue_shown(page: Page) -> Screen:
    """For the person: how many, since when, nothing to do. For the technician: what needs a hand."""
    state = page.situation.devices.outbox
    waits = state is not None and bool(state.pending or state.parked or state.dead)
    return Screen(
        id="queue",
        kind=ScreenKind.SUMMARY,
        title=page.t("queue.title"),
        lead=page.t("queue.lead" if waits else "queue.empty"),
        lines=() if state is None else (*_for_all(page, state), *_for_technicians(page, state)),
        actions=(back(page),),
        chrome=page.chrome,
    )


def _for_all(page: Page, state: OutboxState) -> tuple[Line, ...]:
    lines = []
    if state.pending:
        lines.append(Line(page.t("queue.pending"), page.counted("queue.count", state.pending)))
    if state.oldest_at is not None:
        waited = duration(max(_age(page, state), timedelta()), page.texts.language)
        lines.append(Line(page.t("queue.oldest"), waited, joined=True))
    if state.delivered_at is not None:
        lines.append(Line(page.t("queue.delivered"), _when(page, state.delivered_at)))
    return tuple(lines)


def _for_technicians(page: Page, state: OutboxState) -> tuple[Line, ...]:
    if not (state.parked or state.dead):
        return ()
    return (
        Line(page.t("queue.parked"), _counted(page, state.parked), heading=page.t("queue.technician")),
        Line(page.t("queue.dead"), _counted(page, state.dead), joined=True),
        Line(page.t("queue.command"), _COMMAND, joined=True),
    )


def _counted(page: Page, count: int) -> str:
    return page.counted("queue.count", count) if count else page.t("queue.none")


def _when(page: Page, at: datetime) -> str:
    local, language = at.astimezone(page.rules.local_time().tzinfo), page.texts.language
    return page.t("consulted.at", date=long_date(local.date(), language), time=clock_time(local.time(), language))
