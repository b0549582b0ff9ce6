"""A printer on USB, as Linux shows it: a character device such as ``/dev/usb/lp0``.

Opened for both ways, because without its answers a printer's success can only be hoped for.
Tests put a pseudo-terminal in its place: the same calls on the same kind of file, without the USB below.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.devices.printer.descriptor import DescriptorConnection, lost
from kiosk.devices.printer.status import Disconnected


class DeviceFileTransport:
    """Opens a device file.

    Args:
        path: the device, or a link to it made by udev.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self) -> DescriptorConnection | Disconnected:
        """See ``Transport``."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            return lost(error)
        return DescriptorConnection(descriptor, lambda: os.close(descriptor), empty_is_end=False)
