"""What a surveyor brought together at one moment: all that the checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.maintenance.said import Said
from kiosk.sync.answers import NoAnswer
from kiosk.sync.identity import StoredIdentity
from kiosk.sync.probe import Reached


@dataclass(frozen=True)
class Room:
    """Of a disk or of the memory, in bytes."""

    free: int
    total: int


@dataclass(frozen=True)
class Disk:
    """The file system of the state directory."""

    room: Room
    read_only: bool


@dataclass(frozen=True)
class SealingKeys:
    """Of the caisse, as the terminal keeps them.

    Attributes:
        until: when the newest ends, aware; None where there is none.
    """

    serial: int
    until: datetime | None


@dataclass(frozen=True)
class Pixels:
    """The screen, as the cabinet model has it and as it is."""

    model: tuple[int, int]
    real: tuple[int, int]


@dataclass(frozen=True)
class Supervision:
    """Who looks after the application.

    Attributes:
        by_systemd: it would be started again.
        watchdog: it would be killed when it hangs.
    """

    by_systemd: bool
    watchdog: bool


@dataclass(frozen=True, repr=False)
class Seen:
    """None where something could not be looked at: then there is no finding, and no fault.

    Attributes:
        at: UTC.
        has_modem: the settings name one.
        caisse: what a request of health met.
        disk: None when the state directory cannot be looked at, which is a fault.
        temperature_c: of the hottest zone.
        supervision: None where the application does not run.
        starts: of the application in the last 24 hours, this one included.
        journal: whether the system's journal can be read.
        sealed: the identity is there, but only the service may read it; True only outside the application.
    """

    at: datetime
    said: Said
    version: str
    has_modem: bool
    caisse: Reached | NoAnswer
    identity: StoredIdentity
    keys: SealingKeys
    disk: Disk | None
    memory: Room | None
    temperature_c: float | None
    pixels: Pixels | None
    supervision: Supervision | None
    starts: int | None
    journal: bool
    sealed: bool = False
