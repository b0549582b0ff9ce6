"""Opening and closing a visit.

``POST /v1/visits`` takes an ``OpenVisit`` and gives a ``VisitOpened``; ``DELETE /v1/visits/current`` ends it.
The token is an opaque 256-bit text sent as ``Authorization: Bearer``; no NIR stands in any address.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teleservices.levels import Level


@dataclass(frozen=True, repr=False)
class OpenVisit:
    """A carte Vitale was read.

    Attributes:
        nir: 15 characters, key included, of the first porteur.
        card_valid_from: tag 66/80, ``AAAAMMJJ``, or None where the file could not be read.
        card_digest: SHA-256 in hexadecimal of EF 2F02, or None where it could not be read.
    """

    nir: str
    card_valid_from: str | None
    card_digest: str | None


class Unavailable(StrEnum):
    """Why this person may not use a téléservice now; the caisse's reasons."""

    LEVEL = "level"
    REGIME = "regime"
    RIGHTS_CLOSED = "rights-closed"


@dataclass(frozen=True, repr=False)
class Beneficiary:
    """The insured or an ayant droit, as much as level ``card`` may show.

    Attributes:
        id: opaque, good for this visit.
        first_name: as registered at the caisse.
        initial: first letter of the family name.
        insured: True for the insured, False for an ayant droit.
    """

    id: str
    first_name: str
    initial: str
    insured: bool


@dataclass(frozen=True)
class ServiceOffer:
    """One téléservice for this person: ``unavailable`` is None when it may be used now."""

    id: str
    unavailable: Unavailable | None


@dataclass(frozen=True, repr=False)
class VisitOpened:
    """The caisse's answer to ``OpenVisit``.

    Attributes:
        token: the visit's token, kept in memory only.
        level: what the token is worth.
        expires_in_s: seconds until the caisse forgets it, at most 1200.
        beneficiaries: the insured first.
        services: in the caisse's order.
    """

    token: str
    level: Level
    expires_in_s: int
    beneficiaries: tuple[Beneficiary, ...]
    services: tuple[ServiceOffer, ...]
