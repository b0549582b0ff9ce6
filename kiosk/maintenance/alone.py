"""A survey without the application: the devices are asked for as long as they need to say how they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from kiosk.devices.modem.status import Starting
from kiosk.maintenance.hearing import Hearing
from kiosk.maintenance.said import Said

_PATIENCE_S: Final = 15.0
_STOP_S: Final = 3.0


class Device(Protocol):
    """A device's thread."""

    def start(self) -> None:
        """Begin; its state is told as soon as it is known."""

    def stop(self, timeout_s: float) -> object:
        """End."""


def hear_devices(make: Callable[[Callable[[object], None]], Iterable[Device]], *, has_modem: bool) -> Said:
    """Start the devices, wait until each has said how it is, and end them.

    Args:
        make: makes them, given what takes their events.
        has_modem: one of them is a modem.
    """
    hearing = Hearing()
    heard = threading.Condition()

    def hear(event: object) -> None:
        with heard:
            hearing.hear(event)
            heard.notify_all()

    def all_known() -> bool:
        said = hearing.said
        modem_known = not has_modem or not isinstance(said.modem, Starting | None)
        return said.reader is not None and said.printer is not None and modem_known

    devices = tuple(make(hear))
    for device in devices:
        device.start()
    with heard:
        heard.wait_for(all_known, _PATIENCE_S)
        # Not what they say when they are ended.
        said = hearing.said
    for device in devices:
        device.stop(_STOP_S)
    return said
