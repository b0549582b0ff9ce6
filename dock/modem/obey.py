"""Carries the modem's commands out on the simulator."""

from __future__ import annotations

from typing import assert_never

from dock.modem.commands import (
    ModemCommand,
    ModemCredit,
    ModemDialect,
    ModemGarbage,
    ModemGone,
    ModemGoneWhen,
    ModemMessages,
    ModemNetwork,
    ModemPace,
    ModemRefuse,
    ModemReport,
    ModemReports,
    ModemSignal,
    ModemSilent,
    ModemSim,
)
from dock.modem.condition import Condition
from dock.modem.dialect import DIALECTS
from dock.modem.inbox import Message
from dock.modem.simulator import ModemSimulator

_Changing = (
    ModemGoneWhen
    | ModemSim
    | ModemNetwork
    | ModemSignal
    | ModemCredit
    | ModemRefuse
    | ModemSilent
    | ModemGarbage
    | ModemReports
    | ModemPace
)


def obey(modem: ModemSimulator, command: ModemCommand) -> tuple[Message, ...] | None:
    """Carry a command out.

    Returns:
        What was asked for, None where nothing was.

    Raises:
        KeyError: there is no such dialect.
    """
    match command:
        case ModemMessages():
            return modem.messages()
        case ModemGone(on=on):
            modem.gone(on=on)
        case ModemReport():
            modem.report_late()
        case ModemDialect(dialect=dialect):
            modem.speak(DIALECTS[dialect])
        case _:
            with modem.condition() as condition:
                _change(condition, command)
    return None


def _change(condition: Condition, command: _Changing) -> None:
    match command:
        case ModemGoneWhen(unplug=unplug):
            condition.unplug = unplug
        case ModemSim(sim=sim, pin=pin):
            condition.sim, condition.pin, condition.pin_tries = sim, pin, 3
        case ModemNetwork(registration=registration):
            condition.registration = registration
        case ModemSignal(signal=signal):
            condition.signal = signal
        case ModemCredit(on=on):
            condition.credit = on
        case ModemRefuse(code=code, times=times):
            condition.refusals.extend([code] * times)
        case ModemSilent(silence=silence):
            condition.silence = silence
        case ModemGarbage(on=on):
            condition.garbage = on
        case ModemReports(reports=reports):
            condition.reports = reports
        case ModemPace(pace_s=pace_s):
            condition.pace_s = pace_s
        case _:
            assert_never(command)
