"""What each part of the terminal last said of itself."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.outcomes import ReaderStatus
from kiosk.devices.modem.status import ModemStatus
from kiosk.devices.printer.status import PrinterStatus
from kiosk.sync.filing import OutboxState


@dataclass(frozen=True)
class Devices:
    """The last thing each part said, None before it said anything."""

    reader: ReaderStatus | None = None
    printer: PrinterStatus | None = None
    link_up: bool | None = None
    modem: ModemStatus | None = None
    outbox: OutboxState | None = None
