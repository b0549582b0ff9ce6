"""The PIN is entered once, and a refused one never again, whatever is unplugged or started anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from modem_bench import Bench

from dock.modem.condition import Sim
from dock.modem.simulator import ModemSimulator
from kiosk.devices.modem.pin import PinFile
from kiosk.devices.modem.status import Disconnected, NoSim, NotSent, Ready, SendFault, Sent, SimFault

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
