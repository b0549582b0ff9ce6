"""Listens to what the parts tell the session, and keeps the last word of each."""

from __future__ import annotations

import threading
from dataclasses import replace

from kiosk.devices.card.events import ReaderChanged
from kiosk.devices.modem.events import ModemChanged
from kiosk.devices.printer.events import PrinterChanged
from kiosk.maintenance.said import Said
from kiosk.sync.events import LinkChanged
from kiosk.sync.filing import OutboxChanged


class Hearing:
    """Any thread may tell or ask; nothing of a person is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said = Said()

    @property
    def said(self) -> Said:
        """The last word of each part."""
        return self._said

    def hear(self, event: object) -> None:
        """Take note of an event of a part; those that say nothing of its state are passed over."""
        with self._lock:
            match event:
                case ReaderChanged(status):
                    self._said = replace(self._said, reader=status)
                case PrinterChanged(status):
                    self._said = replace(self._said, printer=status)
                case ModemChanged(status):
                    self._said = replace(self._said, modem=status)
                case LinkChanged(up):
                    self._said = replace(self._said, link_up=up)
                case OutboxChanged(state):
                    self._said = replace(self._said, outbox=state)
                case _:
                    pass
