"""What this person may do now: catalogue × level × link × devices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.session.devices import Devices
from kiosk.session.visit import Closed, NoLink, Open, Opening, Unopened, Visit
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.email_validation import EMAIL_VALIDATION
from teleservices.catalogue.model import Offline, Part, Teleservice
from teleservices.wire.visits import Unavailable


class Obstacle(StrEnum):
    """Why a téléservice cannot be used now; the value is the last part of a message key."""

    OPENING = "opening"
    NO_LINK = "no_link"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    PRINTER = "printer"
    LEVEL = "level"
    """Not in the way: the identification comes first."""
    BY_CODE = "by_code"
    """Likewise, with the password this time: the visit was opened with a code provisoire (SEC-13)."""
    PASSWORD = "password"
    EMAIL = "email"
    NOT_OFFERED = "not_offered"
    """The caisse does not name this téléservice."""
    REGIME = "regime"
    RIGHTS_CLOSED = "rights_closed"


SIGN_IN_FIRST = frozenset({Obstacle.LEVEL, Obstacle.BY_CODE})


@dataclass(frozen=True)
class Offer:
    """A téléservice, and what stands in its way, None when nothing does."""

    service: Teleservice
    obstacle: Obstacle | None

    @property
    def open(self) -> bool:
        """Whether touching it leads somewhere: to its pages, or to the identification before them."""
        return self.obstacle is None or self.obstacle in SIGN_IN_FIRST


def offers(visit: Visit, devices: Devices) -> tuple[Offer, ...]:
    """The home screen's téléservices, in the catalogue's order; the account's own once its holder is identified."""
    shown = (service for service in CATALOGUE if visit.identified or service.part is not Part.ACCOUNT)
    return tuple(Offer(service, obstacle(service, visit, devices)) for service in shown)


def may_sign_in(visit: Visit, devices: Devices) -> bool:
    """Whether « M’identifier » can be offered: the caisse knows the visit and is within reach."""
    return isinstance(visit.account, Open) and not visit.identified and devices.link_up is not False


def obstacle(service: Teleservice, visit: Visit, devices: Devices) -> Obstacle | None:
    """The first thing that stands in the way of ``service``.

    The caisse's word comes before the terminal's own parts; but nobody is made to identify themselves for a
    téléservice that cannot end well.
    """
    said = None if service.offline is Offline.YES else _caisse_says(service, visit)
    if said is not None and said not in SIGN_IN_FIRST:
        return said
    if service.offline is not Offline.YES and devices.link_up is False:
        return Obstacle.NO_LINK
    broken = _printer_says(devices.printer) if service.prints else None
    return broken or said


def _caisse_says(service: Teleservice, visit: Visit) -> Obstacle | None:
    match visit.account:
        case Opening():
            return Obstacle.OPENING
        case Unopened():
            return Obstacle.LEVEL
        case NoLink() | Closed():
            return Obstacle.NO_LINK
        case Open(answer):
            offer = next((offer for offer in answer.services if offer.id == service.id), None)
            if offer is None:
                return Obstacle.NOT_OFFERED
            if offer.unavailable is not None:
                return _OBSTACLES[offer.unavailable]
            return _account_says(service, visit)
        case _:
            assert_never(visit.account)


def _account_says(service: Teleservice, visit: Visit) -> Obstacle | None:
    """What the account's own téléservices need whatever a caisse says of the others."""
    if service.part is not Part.ACCOUNT:
        return None
    if not visit.identified:
        return Obstacle.LEVEL
    by_code = visit.ameli is not None and visit.ameli.by_code
    return Obstacle.BY_CODE if by_code and service is EMAIL_VALIDATION else None


_OBSTACLES = {
    Unavailable.LEVEL: Obstacle.LEVEL,
    Unavailable.REGIME: Obstacle.REGIME,
    Unavailable.RIGHTS_CLOSED: Obstacle.RIGHTS_CLOSED,
    Unavailable.PASSWORD: Obstacle.PASSWORD,
    Unavailable.EMAIL: Obstacle.EMAIL,
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
