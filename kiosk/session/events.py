"""Everything that can happen to the session: a closed union."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.events import CardEvent
from kiosk.devices.modem.events import ModemEvent
from kiosk.devices.printer.events import PrinterEvent
from kiosk.maintenance.answers import MaintenanceEvent
from kiosk.session.intents import Intent
from kiosk.sync.events import LinkEvent
from kiosk.sync.filing import OutboxEvent


@dataclass(frozen=True)
class Touched:
    """A control was pressed."""

    intent: Intent


@dataclass(frozen=True)
class Tick:
    """Time has passed; told several times a second."""


@dataclass(frozen=True)
class Broken:
    """A fault of ours was caught: whatever was going on is dropped."""


Event = CardEvent | PrinterEvent | ModemEvent | LinkEvent | OutboxEvent | MaintenanceEvent | Touched | Tick | Broken
