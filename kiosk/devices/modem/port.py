"""The serial line to the modem. Nothing here raises for what happens in the field.

Always 8N1, and never reconfigured once open: termios refuses anything else on pseudo-terminals, by an error that is
not pyserial's (facts/devices.md C).
"""

from __future__ import annotations

import errno
import select
import termios
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import serial

from kiosk.devices.modem.wake import Wake

_CHUNK: Final = 4096
_WRITE_S: Final = 5.0
"""A PDU takes some 40 ms at 9600 baud; longer, and the modem holds the line."""
_TAKEN: Final = (errno.EAGAIN, errno.EBUSY, errno.EACCES)


@dataclass(frozen=True)
class Lost:
    """The device is not there, or not any more."""


@dataclass(frozen=True)
class Taken:
    """Another process uses the device, or keeps it from us."""


class Port:
    """An open line; for one thread.

    Args:
        line: as pyserial opened it.
        wake: ends a ``read`` early.
    """

    def __init__(self, line: serial.Serial, wake: Wake) -> None:
        self._line = line
        self._wake = wake

    def read(self, within_s: float) -> bytes | Lost:
        """What the modem said; empty when it said nothing in time, or when somebody called ``wake``."""
        try:
            line, wake = self._line.fileno(), self._wake.fileno()
            ready, _, _ = select.select([line, wake], [], [], max(0.0, within_s))
            if wake in ready:
                self._wake.clear()
            return self._line.read(_CHUNK) if line in ready else b""
        except (OSError, termios.error):
            return Lost()

    def write(self, data: bytes) -> Lost | None:
        """Hand bytes over; a line that takes none is as good as lost."""
        try:
            self._line.write(data)
        except (OSError, termios.error):
            return Lost()
        return None

    def close(self) -> None:
        """Let go; what was not on its way yet never will be."""
        # pyserial closes the descriptor whatever it meets.
        self._line.close()


def open_port(device: Path, speed: int, wake: Wake) -> Port | Lost | Taken:
    """Open a modem's line, for this process alone.

    Args:
        device: the device file, or a link to it made by udev.
        speed: baud.
        wake: ends reads early.
    """
    try:
        line = serial.Serial(str(device), speed, timeout=0, write_timeout=_WRITE_S, exclusive=True)
    except serial.SerialException as fault:
        return Taken() if fault.errno in _TAKEN else Lost()
    except (OSError, termios.error):
        return Lost()
    return Port(line, wake)
