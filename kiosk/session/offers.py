"""What this person may do now: catalogue × level × link × devices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.session.situation import Devices
from kiosk.session.visit import Closed, NoLink, Open, Opening, Visit
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.model import Offline, Teleservice
from teleservices.wire.visits import Unavailable


class Obstacle(StrEnum):
    """Why a téléservice cannot be used now; the value is the last part of a message key."""

    OPENING = "opening"
    NO_LINK = "no_link"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    PRINTER = "printer"
    LEVEL = "level"
    REGIME = "regime"
    RIGHTS_CLOSED = "rights_closed"


@dataclass(frozen=True)
class Offer:
    """A téléservice, and what stands in its way, None when nothing does."""

    service: Teleservice
    obstacle: Obstacle | None


def offers(visit: Visit, devices: Devices) -> tuple[Offer, ...]:
    """The home screen's téléservices, in the catalogue's order."""
    return tuple(Offer(service, obstacle(service, visit, devices)) for service in CATALOGUE)


def obstacle(service: Teleservice, visit: Visit, devices: Devices) -> Obstacle | None:
    """The first thing that stands in the way of ``service``; the caisse's word before the terminal's own parts."""
    if service.offline is not Offline.YES:
        said = _caisse_says(service, visit)
        if said is not None:
            return said
        if devices.link_up is False:
            return Obstacle.NO_LINK
    return _printer_says(devices.printer) if service.prints else None


def _caisse_says(service: Teleservice, visit: Visit) -> Obstacle | None:
    match visit.account:
        case Opening():
            return Obstacle.OPENING
        case NoLink() | Closed():
            return Obstacle.NO_LINK
        case Open(answer):
            offer = next((offer for offer in answer.services if offer.id == service.id), None)
            if offer is None:
                return Obstacle.LEVEL
            return _OBSTACLES[offer.unavailable] if offer.unavailable else None
        case _:
            assert_never(visit.account)


_OBSTACLES = {
    Unavailable.LEVEL: Obstacle.LEVEL,
    Unavailable.REGIME: Obstacle.REGIME,
    Unavailable.RIGHTS_CLOSED: Obstacle.RIGHTS_CLOSED,
}


def _printer_says(status: PrinterStatus | None) -> Obstacle | None:
    match status:
        case None | Ready():
            return None
        case NoPaper():
            return Obstacle.NO_PAPER
        case CoverOpen():
            return Obstacle.COVER_OPEN
        case Faulty() | Disconnected() | Silent():
            return Obstacle.PRINTER
        case _:
            assert_never(status)
