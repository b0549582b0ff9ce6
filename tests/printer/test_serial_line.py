"""A line that was a terminal's before: nothing of a printer's bytes may be echoed, edited or swallowed."""

from __future__ import annotations

import os
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.printer.device_file import DeviceFileTransport
from kiosk.devices.printer.serial_line import SPEEDS, pass_bytes_through
from kiosk.devices.printer.status import Disconnected

ASKED = b"\x10\x04\x01\x03\n\x13\x11"
"""With an end of file, an interrupt, a line feed, a stop and a go among them."""


@pytest.fixture
def line() -> Iterator[tuple[int, Path]]:
    printer, terminal = os.openpty()
    assert termios.tcgetattr(terminal)[3] & termios.ECHO
    yield printer, Path(os.ttyname(terminal))
    os.close(printer)
    os.close(terminal)


def test_bytes_go_both_ways_as_they_are(line: tuple[int, Path]) -> None:
    printer, path = line
    connection = DeviceFileTransport(path).open()
    assert not isinstance(connection, Disconnected)
    assert connection.write(ASKED, 1) == len(ASKED)
    assert os.read(printer, 100) == ASKED
    os.write(printer, ASKED)
    assert connection.read(1) == ASKED
    connection.close()
    os.set_blocking(printer, False)
    with pytest.raises(BlockingIOError):
        os.read(printer, 100)


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_speed_is_the_settings(line: tuple[int, Path], speed: int) -> None:
    _printer, path = line
    connection = DeviceFileTransport(path, speed).open()
    assert not isinstance(connection, Disconnected)
    descriptor = os.open(path, os.O_RDWR | os.O_NOCTTY)
    assert termios.tcgetattr(descriptor)[4:6] == [SPEEDS[speed]] * 2
    os.close(descriptor)
    connection.close()


def test_another_device_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.touch()
    descriptor = os.open(file, os.O_RDWR)
    pass_bytes_through(descriptor, 9600)
    os.close(descriptor)
