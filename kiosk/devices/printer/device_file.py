"""A printer as Linux shows it: a character device such as ``/dev/usb/lp0``, or a serial line.

Opened for both ways, because without its answers a printer's success can only be hoped for.
Tests put a pseudo-terminal in its place: the same calls on the same kind of file, without the USB below.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.devices.printer.descriptor import DescriptorConnection, lost
from kiosk.devices.printer.serial_line import USUAL, pass_bytes_through
from kiosk.devices.printer.status import Disconnected


class DeviceFileTransport:
    """Opens a device file.

    Args:
        path: the device, or a link to it made by udev.
        speed: bits per second, one of ``serial_line.SPEEDS``, where it is a serial line.
    """

    def __init__(self, path: Path, speed: int = USUAL) -> None:
        self._path = path
        self._speed = speed

    def open(self) -> DescriptorConnection | Disconnected:
        """See ``Transport``."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            return lost(error)
        try:
            pass_bytes_through(descriptor, self._speed)
        except OSError as error:
            os.close(descriptor)
            return lost(error)
        return DescriptorConnection(descriptor, lambda: os.close(descriptor), empty_is_end=False)
