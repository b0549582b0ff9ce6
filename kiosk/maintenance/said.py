"""What each part of the terminal last said of itself, for diagnostics."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.outcomes import ReaderStatus
from kiosk.devices.modem.status import ModemStatus
from kiosk.devices.printer.status import PrinterStatus
from kiosk.sync.filing import OutboxState


@dataclass(frozen=True)
class Said:
    """None where a part has said nothing yet."""

    reader: ReaderStatus | None = None
    printer: PrinterStatus | None = None
    modem: ModemStatus | None = None
    link_up: bool | None = None
    outbox: OutboxState | None = None
