"""What this person may do now: catalogue × level × link × devices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.session.devices import Devices
from kiosk.session.visit import Closed, NoLink, Open, Opening, Unopened, Visit
from kiosk.sync.filing import OutboxHealth
from teleservices.catalogue import CATALOGUE
from teleservices.catalogue.email_validation import EMAIL_VALIDATION
from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.wire.visits import Unavailable


class Obstacle(StrEnum):
    """Why a téléservice cannot be used now; the value is the last part of a message key."""

    OPENING = "opening"
    NO_LINK = "no_link"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    PRINTER = "printer"
    OUTBOX = "outbox"
    """Nothing can be kept for the caisse."""
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
    match service.nature:
        case Nature.DECLARATION:
            said, broken = _declared(service, visit, devices), _outbox_says(devices)
        case Nature.DOCUMENT | Nature.ACCOUNT | Nature.CONSULTATION:
            said, broken = _asked(service, visit, devices), _printer_says(devices.printer) if service.prints else None
        case _:
            assert_never(service.nature)
    return said if said is not None and said not in SIGN_IN_FIRST else broken or said


def _asked(service: Teleservice, visit: Visit, devices: Devices) -> Obstacle | None:
    """What the caisse says where it must answer at once."""
    if service.offline is Offline.YES:
        return None
    said = _caisse_says(service, visit)
    if said is not None and said not in SIGN_IN_FIRST:
        return said
    return Obstacle.NO_LINK if devices.link_up is False else said


def _declared(service: Teleservice, visit: Visit, devices: Devices) -> Obstacle | None:
    """Who may declare: whoever is identified; without a link, whoever has the card in, if it may wait."""
    down = devices.link_up is False
    without_link = None if visit.card is not None and service.offline is Offline.QUEUED else Obstacle.NO_LINK
    match visit.account:
        case Open():
            said = _caisse_says(service, visit)
            if said is not None and said not in SIGN_IN_FIRST:
                return said
            if visit.identified and said is None:
                return None if service.offline is Offline.QUEUED or not down else Obstacle.NO_LINK
            return without_link if down else said or Obstacle.LEVEL
        case Opening():
            return without_link if down else Obstacle.OPENING
        case Unopened():
            return Obstacle.NO_LINK if down else Obstacle.LEVEL
        case NoLink():
            return without_link
        case Closed():
            return Obstacle.NO_LINK
        case _:
            assert_never(visit.account)


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
    """What everything about the account itself needs, whatever a caisse says of the rest."""
    if service.nature not in {Nature.ACCOUNT, Nature.CONSULTATION}:
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


def _outbox_says(devices: Devices) -> Obstacle | None:
    ready = devices.outbox is None or devices.outbox.health is OutboxHealth.READY
    return None if ready else Obstacle.OUTBOX


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
