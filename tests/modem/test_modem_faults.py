"""Every fault, in both dialects: what is said of the modem, and how a message ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest
from modem_bench import CALM, HASTY, IMPATIENT, NUMBER, TEXT, Bench

from dock.modem.condition import Condition, Silence, Sim, Unplug
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.status import (
    Disconnected,
    ModemStatus,
    NoNetwork,
    NoSim,
    NotSent,
    Ready,
    SendFault,
    SendUnknown,
    Sent,
    Silent,
    SimFault,
    SmsEnd,
    Starting,
)
from kiosk.devices.modem.timings import Timings

Start = Callable[..., Bench]
NO_SIM, NO_NETWORK = NotSent(SendFault.NO_SIM), NotSent(SendFault.NO_NETWORK)
NO_MODEM, NO_CREDIT = NotSent(SendFault.NO_MODEM), NotSent(SendFault.NO_CREDIT)
REFUSED = NotSent(SendFault.REFUSED)
BUSY_IS_ENOUGH = replace(CALM, sim_s=0.0)


class Standing(NamedTuple):
    fault: str
    change: dict[str, object]
    timings: Timings
    status: ModemStatus
    end: SmsEnd


class Sending(NamedTuple):
    fault: str
    break_it: Callable[[Condition], None]
    timings: Timings
    end: SmsEnd
    read: int


STANDING = [
    Standing("SIM absent", {"sim": Sim.ABSENT}, CALM, NoSim(SimFault.ABSENT), NO_SIM),
    Standing("SIM with a PIN", {"sim": Sim.PIN}, CALM, NoSim(SimFault.PIN_MISSING), NO_SIM),
    Standing("SIM with a PUK", {"sim": Sim.PUK}, CALM, NoSim(SimFault.PUK), NO_SIM),
    Standing("SIM busy", {"sim": Sim.BUSY}, BUSY_IS_ENOUGH, NoSim(SimFault.OTHER), NO_SIM),
    Standing(
        "SIM absent, errors without numbers",
        {"sim": Sim.ABSENT, "numbered": False},
        CALM,
        NoSim(SimFault.OTHER),
        NO_SIM,
    ),
    Standing("no message centre", {"centre": ""}, CALM, NoSim(SimFault.OTHER), NO_SIM),
    Standing("not registered", {"registration": 0}, CALM, NoNetwork(denied=False, signal=20), NO_NETWORK),
    Standing("searching", {"registration": 2, "signal": 99}, CALM, NoNetwork(denied=False, signal=None), NO_NETWORK),
    Standing("denied", {"registration": 3}, CALM, NoNetwork(denied=True, signal=20), NO_NETWORK),
    Standing("unknown registration", {"registration": 4}, CALM, NoNetwork(denied=False, signal=20), NO_NETWORK),
    Standing("roaming", {"registration": 5}, CALM, Ready(20), Sent(1)),
    Standing("weak signal", {"signal": 0}, CALM, Ready(0), Sent(1)),
    Standing("signal not known", {"signal": 99}, CALM, Ready(None), Sent(1)),
    Standing("errors without numbers", {"numbered": False}, CALM, Ready(20), Sent(1)),
    Standing("silent", {"silence": Silence.ALWAYS}, HASTY, Silent(), NO_MODEM),
    Standing("no modem at all", {"garbage": True}, HASTY, Silent(), NO_MODEM),
]

WHILE_SENDING = [
    Sending("no credit", lambda c: setattr(c, "credit", False), CALM, NO_CREDIT, 0),
    Sending("no SMS in the subscription", lambda c: c.refusals.extend([50]), CALM, NO_CREDIT, 0),
    Sending("barred", lambda c: c.refusals.extend([8]), CALM, NO_CREDIT, 0),
    Sending("unassigned number", lambda c: c.refusals.extend([1]), CALM, REFUSED, 0),
    Sending("facility not implemented", lambda c: c.refusals.extend([69]), CALM, REFUSED, 0),
    Sending("network out of order, once", lambda c: c.refusals.extend([38]), CALM, Sent(1), 1),
    Sending("congestion, twice", lambda c: c.refusals.extend([42, 41]), CALM, Sent(1), 1),
    Sending("network out of order for good", lambda c: c.refusals.extend([38] * 3), CALM, NO_NETWORK, 0),
    Sending("no network service for good", lambda c: c.refusals.extend([331] * 3), CALM, NO_NETWORK, 0),
    Sending("temporary failure for good", lambda c: c.refusals.extend([41] * 3), CALM, REFUSED, 0),
    Sending("SIM pulled", lambda c: setattr(c, "sim", Sim.ABSENT), CALM, NO_SIM, 0),
    Sending("network timeout", lambda c: c.refusals.extend([332]), CALM, SendUnknown(), 0),
    Sending("unknown error", lambda c: c.refusals.extend([500]), CALM, SendUnknown(), 0),
    Sending("a manufacturer's error", lambda c: c.refusals.extend([513]), CALM, SendUnknown(), 0),
    Sending("an error without a number", lambda c: c.refusals.extend([None]), CALM, SendUnknown(), 0),
    Sending("silent before Ctrl-Z", lambda c: setattr(c, "silence", Silence.PROMPT), IMPATIENT, NO_MODEM, 0),
    Sending("silent after Ctrl-Z", lambda c: setattr(c, "silence", Silence.SENT), IMPATIENT, SendUnknown(), 1),
    Sending("unplugged before Ctrl-Z", lambda c: setattr(c, "unplug", Unplug.PROMPT), CALM, NO_MODEM, 0),
    Sending("unplugged after Ctrl-Z", lambda c: setattr(c, "unplug", Unplug.SENT), CALM, SendUnknown(), 1),
]


@pytest.mark.parametrize("row", STANDING, ids=lambda row: row.fault)
def test_a_modem_as_it_is_found(bench: Start, modem: ModemSimulator, row: Standing) -> None:
    with modem.condition() as condition:
        for name, value in row.change.items():
            setattr(condition, name, value)
    stand = bench(row.timings)
    stand.until_status(row.status)
    assert stand.send() == row.end


@pytest.mark.parametrize("row", WHILE_SENDING, ids=lambda row: row.fault)
def test_a_message_as_it_ends(bench: Start, row: Sending) -> None:
    stand = bench(row.timings)
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        row.break_it(condition)
    assert stand.send() == row.end
    assert len(stand.modem.messages()) == row.read


@pytest.mark.parametrize("fault", ["silence", "garbage"])
def test_a_silent_modem_that_speaks_again_is_used_again(bench: Start, modem: ModemSimulator, fault: str) -> None:
    with modem.condition() as condition:
        setattr(condition, fault, Silence.ALWAYS if fault == "silence" else True)
    stand = bench(HASTY)
    stand.until_status(Silent())
    with modem.condition() as condition:
        condition.silence, condition.garbage = Silence.NEVER, False
    stand.until_kind(Ready)
    assert stand.send() == Sent(1)


@pytest.mark.parametrize("when", [Unplug.PROMPT, Unplug.SENT])
def test_a_modem_unplugged_in_a_message_is_said_to_be_gone_and_found_again(bench: Start, when: Unplug) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    with stand.modem.condition() as condition:
        condition.unplug = when
    assert not isinstance(stand.send(), Sent)
    stand.until_status(Disconnected())
    with stand.modem.condition() as condition:
        condition.unplug = Unplug.NEVER
    stand.modem.gone(on=False)
    stand.until_status(Ready(20))
    assert stand.send(job="again") == Sent(1)


def test_a_sim_put_in_later_is_found(bench: Start, modem: ModemSimulator) -> None:
    with modem.condition() as condition:
        condition.sim = Sim.ABSENT
    stand = bench(replace(CALM, poll_s=0.05))
    stand.until_status(NoSim(SimFault.ABSENT))
    with modem.condition() as condition:
        condition.sim = Sim.READY
    stand.until_status(Ready(20))


def test_a_busy_sim_is_waited_for(bench: Start, modem: ModemSimulator) -> None:
    with modem.condition() as condition:
        condition.sim = Sim.BUSY
    stand = bench()
    stand.until_status(Starting())
    with modem.condition() as condition:
        condition.sim = Sim.READY
    stand.until_status(Ready(20))


@pytest.mark.parametrize("text", ["", "code\x00 1234", "\x1b", "\ud83d", "a\x0cb", "x" * 40_000])
def test_a_text_that_no_sms_can_say(bench: Start, text: str) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    assert stand.send(text) == NotSent(SendFault.TEXT)
    assert stand.send(TEXT) == Sent(1)


@pytest.mark.parametrize("number", ["", "0639980012", "+33 6", "+", "+33639980012;+33639980013", "+٣٣"])
def test_what_is_no_number_goes_nowhere(bench: Start, number: str) -> None:
    stand = bench()
    stand.until_status(Ready(20))
    assert isinstance(stand.send(TEXT, number), NotSent)
    assert stand.send(TEXT, NUMBER) == Sent(1)
    assert len(stand.modem.messages()) == 1
