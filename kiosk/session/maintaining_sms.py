"""A technician's trial of the modem: one SMS without personal data; refused where citizens are served."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.devices.modem.events import SmsEnded, SmsReported
from kiosk.devices.modem.status import NotSent, SendUnknown, Sent, SmsEnd
from kiosk.maintenance.answers import Granted
from kiosk.session.arrive import Step
from kiosk.session.effects import SendSms
from kiosk.session.intents import Submit
from kiosk.session.maintaining import (
    MOBILE,
    TRIAL,
    Inside,
    Maintaining,
    SmsFault,
    SmsForm,
    SmsObstacle,
    SmsRefused,
    SmsTried,
)
from kiosk.session.maintaining_trail import inside, noted
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from teleservices.phone import Mobile, PhoneFault, from_text
from teleservices.wire.codes import SmsToSend
from teleservices.wire.maintenance import Deed


def open_sms(rules: Rules) -> Inside:
    """The form, or why there is none."""
    if rules.workshop.production:
        return SmsRefused(SmsObstacle.PRODUCTION)
    return SmsForm() if rules.workshop.modem else SmsRefused(SmsObstacle.NO_MODEM)


def send_sms(situation: Situation, entry: Granted, given: Submit, rules: Rules) -> Step:
    """Give the message to the modem, if the number is a mobile's."""
    typed = given.value(MOBILE)
    mobile = from_text(typed, fiction=True)
    if not isinstance(mobile, Mobile):
        fault = SmsFault.NOT_MOBILE if mobile is PhoneFault.NOT_MOBILE else SmsFault.FORM
        return inside(situation, entry, SmsForm(typed, fault)), ()
    serial = situation.serial + 1
    job = f"{TRIAL}{serial}"
    message = SmsToSend(job, mobile.e164, rules.workshop.sms())
    return inside(replace(situation, serial=serial), entry, SmsTried(job, mobile.masked)), (SendSms(message),)


def on_trial(situation: Situation, event: SmsEnded | SmsReported) -> Step:
    """The situation after the modem's word about a trial's message; once the technician has left it does nothing."""
    state = situation.state
    if not (isinstance(state, Maintaining) and isinstance(state.inside, SmsTried) and state.inside.job == event.job):
        return situation, ()
    match event:
        case SmsEnded(end=end):
            told = inside(situation, state.entry, replace(state.inside, end=end))
            return told, (noted(state.entry, Deed.SMS_TESTED, _outcome(end)),)
        case SmsReported(delivered=delivered):
            return inside(situation, state.entry, replace(state.inside, delivered=delivered)), ()
        case _:
            assert_never(event)


def _outcome(end: SmsEnd) -> str:
    match end:
        case Sent():
            return "sent"
        case NotSent(fault):
            return fault.value
        case SendUnknown():
            return "unknown"
        case _:
            assert_never(end)
