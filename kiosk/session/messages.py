"""What the modem's thread tells: the caisse hears of every message, the person of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded, SmsReported
from kiosk.devices.modem.status import (
    Disconnected,
    ModemStatus,
    NoNetwork,
    NoSim,
    NotSent,
    Ready,
    SendUnknown,
    Sent,
    Silent,
    SmsEnd,
    Starting,
)
from kiosk.session import journal
from kiosk.session.arrive import Step
from kiosk.session.effects import Note, ReportSms
from kiosk.session.situation import Situation
from kiosk.session.states import visit_of, with_visit
from kiosk.session.visit import SmsProgress
from teleservices.wire.codes import SmsOutcome, SmsReport

_PROGRESS = {
    SmsOutcome.SENT: SmsProgress.SENT,
    SmsOutcome.DELIVERED: SmsProgress.DELIVERED,
    SmsOutcome.FAILED: SmsProgress.FAILED,
    SmsOutcome.UNKNOWN: SmsProgress.UNKNOWN,
}


def on_modem(situation: Situation, event: ModemEvent) -> Step:
    """The situation after a modem event, and what is to be done."""
    match event:
        case ModemChanged(status):
            name, cause = describe(status)
            changed = replace(situation, devices=replace(situation.devices, modem=status))
            return changed, (Note(journal.MODEM_CHANGED, {"status": name, "cause": cause}),)
        case SmsEnded(job, end):
            outcome, fault = _outcome(end)
            return _came_to(situation, job, outcome, fault)
        case SmsReported(job, delivered):
            return _came_to(situation, job, SmsOutcome.DELIVERED if delivered else SmsOutcome.FAILED, None)
        case _:
            assert_never(event)


def _came_to(situation: Situation, job: str, outcome: SmsOutcome, fault: str | None) -> Step:
    effects = (
        Note(journal.SMS_ENDED, {"outcome": outcome.value, "fault": fault}),
        ReportSms(SmsReport(job, outcome)),
    )
    state = situation.state
    visit = visit_of(state)
    if visit is None or visit.code is None or visit.code.job != job:
        return situation, effects
    told = replace(visit, code=replace(visit.code, progress=_PROGRESS[outcome]))
    return replace(situation, state=with_visit(state, told)), effects


def _outcome(end: SmsEnd) -> tuple[SmsOutcome, str | None]:
    match end:
        case Sent():
            return SmsOutcome.SENT, None
        case NotSent(fault):
            return SmsOutcome.FAILED, fault.value
        case SendUnknown():
            return SmsOutcome.UNKNOWN, None
        case _:
            assert_never(end)


def describe(status: ModemStatus) -> tuple[str, str | None]:
    """A status's name for the journal, and its cause for technicians."""
    match status:
        case Ready():
            return "ready", None
        case Starting():
            return "starting", None
        case NoSim(fault):
            return "no_sim", fault.value
        case NoNetwork(denied):
            return "no_network", "denied" if denied else "searching"
        case Disconnected():
            return "disconnected", None
        case Silent():
            return "silent", None
        case _:
            assert_never(status)
