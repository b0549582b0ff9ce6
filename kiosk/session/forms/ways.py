"""« Mot de passe oublié ? »: the ways to a new one, and what stands in the way of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.devices.modem.status import Ready
from kiosk.session.devices import Devices
from kiosk.session.visit import Open, Visit
from teleservices.nir import Nir


@dataclass(frozen=True, repr=False)
class Ways:
    """Nothing to fill in, only ways to choose from.

    Attributes:
        nir: typed two pages before; None where the card says who it is.
    """

    nir: Nir | None = None


class WayObstacle(StrEnum):
    """Why a way cannot be gone now; the value is the last part of a message key."""

    NO_CARD = "no_card"
    NO_LINK = "no_link"
    NO_MOBILE = "no_mobile"
    MODEM = "modem"


def code_obstacle(visit: Visit, devices: Devices) -> WayObstacle | None:
    """What stands in the way of a code provisoire by SMS."""
    if visit.card is None:
        return WayObstacle.NO_CARD
    if devices.link_up is False or not isinstance(visit.account, Open):
        return WayObstacle.NO_LINK
    by_sms = visit.account.answer.code_by_sms
    if by_sms is None:
        return WayObstacle.NO_MOBILE
    return WayObstacle.MODEM if by_sms.by_terminal and not isinstance(devices.modem, Ready) else None


def email_obstacle(devices: Devices) -> WayObstacle | None:
    """What stands in the way of the link by e-mail; whether there is an address on file is never told."""
    return WayObstacle.NO_LINK if devices.link_up is False else None
