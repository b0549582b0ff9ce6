"""The visit as one pure function."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.card.events import CardInserted, CardRead, CardRemoved, ReaderChanged
from kiosk.devices.modem.events import ModemChanged, SmsEnded, SmsReported
from kiosk.devices.printer.events import PrintEnded, PrinterChanged, PrintProgress
from kiosk.maintenance.answers import MaintenanceAnswered
from kiosk.session.arrive import Step
from kiosk.session.caisse import on_link
from kiosk.session.cards import on_card
from kiosk.session.events import Broken, Event, Tick, Touched
from kiosk.session.keep import on_outbox
from kiosk.session.maintaining import TRIAL, Maintaining
from kiosk.session.maintaining_answers import on_maintenance
from kiosk.session.maintaining_prints import on_paper
from kiosk.session.maintaining_sms import on_trial
from kiosk.session.maintaining_trail import thrown_out
from kiosk.session.messages import on_modem
from kiosk.session.prints import on_printer
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from kiosk.session.states import OutOfService, Parting
from kiosk.session.ticks import on_tick
from kiosk.session.touches import on_touch
from kiosk.session.wipe import wipe
from kiosk.sync.events import (
    AccountAnswered,
    AttestationAnswered,
    ConsultationAnswered,
    LinkChanged,
    VisitAnswered,
    VisitClosed,
)
from kiosk.sync.filing import FilingEnded, OutboxChanged


def step(situation: Situation, event: Event, now: float, rules: Rules) -> Step:
    """What follows from an event.

    Args:
        situation: what was so far.
        event: what happened.
        now: seconds of a monotonic clock.
        rules: the session's figures.

    Returns:
        The new situation, and the effects to carry out, in order.
    """
    match event:
        case ReaderChanged() | CardInserted() | CardRead() | CardRemoved():
            return on_card(situation, event, now)
        case PrintProgress() | PrintEnded() if isinstance(situation.state, Maintaining):
            return on_paper(situation, event)
        case PrinterChanged() | PrintProgress() | PrintEnded():
            return on_printer(situation, event, now)
        case SmsEnded(job) | SmsReported(job) if job.startswith(TRIAL):
            return on_trial(situation, event)
        case ModemChanged() | SmsEnded() | SmsReported():
            return on_modem(situation, event)
        case LinkChanged() | VisitAnswered() | AttestationAnswered() | AccountAnswered():
            return on_link(situation, event, now, rules)
        case ConsultationAnswered() | VisitClosed():
            return on_link(situation, event, now, rules)
        case FilingEnded() | OutboxChanged():
            return on_outbox(situation, event, now, rules)
        case MaintenanceAnswered():
            return on_maintenance(situation, event, rules)
        case Touched(intent):
            return on_touch(situation, intent, now, rules)
        case Tick():
            return on_tick(situation, now, rules)
        case Broken():
            wiped, effects = wipe(situation, Parting.LEFT, now)
            return replace(wiped, state=OutOfService(now)), (*thrown_out(situation), *effects)
        case _:
            assert_never(event)
