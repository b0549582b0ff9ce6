"""What is looked at, in the order in which it is shown: what citizens meet first."""

from __future__ import annotations

from kiosk.maintenance.checks.caisse import ClockCheck, LinkCheck
from kiosk.maintenance.checks.check import Check
from kiosk.maintenance.checks.machine import DiskCheck, MemoryCheck, ScreenCheck, TemperatureCheck
from kiosk.maintenance.checks.modem import ModemCheck
from kiosk.maintenance.checks.outbox import OutboxCheck
from kiosk.maintenance.checks.printer import PrinterCheck
from kiosk.maintenance.checks.reader import ReaderCheck
from kiosk.maintenance.checks.software import JournalCheck, SupervisionCheck, VersionCheck
from kiosk.maintenance.checks.trust import IdentityCheck, KeysCheck

CHECKS: tuple[Check, ...] = (
    ReaderCheck(),
    PrinterCheck(),
    ScreenCheck(),
    ModemCheck(),
    LinkCheck(),
    ClockCheck(),
    IdentityCheck(),
    KeysCheck(),
    OutboxCheck(),
    DiskCheck(),
    MemoryCheck(),
    TemperatureCheck(),
    VersionCheck(),
    SupervisionCheck(),
    JournalCheck(),
)
