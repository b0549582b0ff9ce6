"""The PIN is entered once, and a refused one never again, whatever is unplugged or started anew."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from modem_bench import Bench

from dock.modem.condition import Sim
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.dialogue import Dialogue
from kiosk.devices.modem.inquiry import Inquiry
from kiosk.devices.modem.pin import PinFile
from kiosk.devices.modem.status import (
    Disconnected,
    ModemStatus,
    NoSim,
    NotSent,
    Ready,
    SendFault,
    Sent,
    Silent,
    SimFault,
)
from kiosk.devices.modem.timings import Timings

Start = Callable[..., Bench]


@pytest.fixture
def locked(modem: ModemSimulator) -> ModemSimulator:
    with modem.condition() as condition:
        condition.sim, condition.pin = Sim.PIN, "4821"
    return modem


def tries_left(modem: ModemSimulator) -> int:
    with modem.condition() as condition:
        return condition.pin_tries


def test_the_right_pin_opens_the_sim_each_time_it_has_power(bench: Start, locked: ModemSimulator) -> None:
    stand = bench(pin="4821")
    stand.until_status(Ready(20))
    locked.gone(on=True)
    stand.until_status(Disconnected())
    locked.gone(on=False)
    stand.until_status(Ready(20))
    assert stand.send() == Sent(1)


def test_a_wrong_pin_costs_one_try_and_no_more(bench: Start, locked: ModemSimulator) -> None:
    stand = bench(pin="1111")
    stand.until_status(NoSim(SimFault.PIN_WRONG))
    assert stand.send() == NotSent(SendFault.NO_SIM)
    locked.gone(on=True)
    stand.until_status(Disconnected())
    locked.gone(on=False)
    stand.until_status(NoSim(SimFault.PIN_WRONG))
    assert tries_left(locked) == 2


def test_a_new_start_does_not_try_it_again(bench: Start, locked: ModemSimulator, tmp_path: Path) -> None:
    stand = bench(pin="1111")
    stand.until_status(NoSim(SimFault.PIN_WRONG))
    assert stand.worker.stop(60)
    memory = tmp_path / "pin-refused"
    assert "1111" not in memory.read_text("ascii")
    again = PinFile(tmp_path / "pin", memory)
    assert again.read() is SimFault.PIN_WRONG
    assert tries_left(locked) == 2


class Tape:
    """A modem that asks for its PIN, and answers it by one thing."""

    def __init__(self, answer: bytes, clock: list[float]) -> None:
        self.answer = answer
        self.clock = clock
        self.said = b""

    def read(self, within_s: float) -> bytes:
        said, self.said = self.said, b""
        if not said:
            self.clock[0] += max(0, within_s)
        return said

    def write(self, data: bytes) -> None:
        if b"+CPIN?" in data:
            self.said = b"+CPIN: SIM PIN\r\nOK\r\n"
        elif b"+CPIN=" in data:
            self.said = self.answer
            # Told to stop at this very moment.
            self.clock[0] = math.inf if self.answer == b"stop" else self.clock[0]
        else:
            self.said = b"OK\r\n"


@pytest.mark.parametrize(
    ("answer", "status", "refused"),
    [
        (b"+CME ERROR: 16\r\n", NoSim(SimFault.PIN_WRONG), True),
        (b"ERROR\r\n", NoSim(SimFault.PIN_WRONG), True),
        (b"", Silent(), True),
        (b"stop", Silent(), False),
        (b"+CME ERROR: 14\r\n", NoSim(SimFault.PIN_WRONG), False),
    ],
)
def test_only_what_may_have_cost_a_try_is_remembered(
    tmp_path: Path, answer: bytes, status: ModemStatus, *, refused: bool
) -> None:
    file = tmp_path / "pin"
    file.write_text("1111", "ascii")
    clock = [0.0]
    dialogue = Dialogue(Tape(answer, clock), lambda: clock[0], lambda notice: None)
    pin = PinFile(file, tmp_path / "refused")
    assert Inquiry(dialogue, pin, Timings(), lambda: clock[0]).look() == status
    assert (pin.read() is SimFault.PIN_WRONG) == refused


def test_a_pin_written_anew_is_tried(tmp_path: Path) -> None:
    file = tmp_path / "pin"
    file.write_text("1111", "ascii")
    pin = PinFile(file, tmp_path / "refused")
    assert pin.read() == "1111"
    pin.refuse()
    assert pin.read() is SimFault.PIN_WRONG
    file.write_text("4821\n", "ascii")
    os.utime(file, ns=(1, 1))
    assert pin.read() == "4821"


def test_a_memory_that_cannot_be_written_still_serves_this_process(tmp_path: Path) -> None:
    file = tmp_path / "pin"
    file.write_text("1111", "ascii")
    pin = PinFile(file, tmp_path / "no such directory" / "refused")
    pin.refuse()
    assert pin.read() is SimFault.PIN_WRONG


@pytest.mark.parametrize("content", [b"", b"12", b"123456789", b"12a4", b"\xff\xfe", b'1234"\rAT'])
def test_a_file_that_holds_no_pin_is_never_entered(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pin"
    file.write_bytes(content)
    assert PinFile(file, tmp_path / "refused").read() is SimFault.PIN_MISSING


def test_no_file_is_a_missing_pin(tmp_path: Path) -> None:
    assert PinFile(tmp_path / "none", tmp_path / "refused").read() is SimFault.PIN_MISSING
    assert PinFile(None, tmp_path / "refused").read() is SimFault.PIN_MISSING
