"""The modem of a terminal that has none."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.devices.modem.events import ModemEvent, SmsEnded
from kiosk.devices.modem.status import NotSent, SendFault
from teleservices.wire.codes import SmsToSend


class AbsentModem:
    """Sends nothing, and says so of every message: a caisse set up for modems is heard of at once.

    Args:
        post: told every ``ModemEvent``.
    """

    def __init__(self, post: Callable[[ModemEvent], None]) -> None:
        self._post = post

    def start(self) -> None:
        """Nothing to start."""

    def stop(self, _timeout_s: float) -> bool:
        """Nothing to end."""
        return True

    def send(self, message: SmsToSend) -> None:
        """Tell that it did not leave."""
        self._post(SmsEnded(message.id, NotSent(SendFault.NO_MODEM)))

    def forget(self) -> None:
        """Nothing is kept."""
