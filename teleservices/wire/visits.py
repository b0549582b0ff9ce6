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
    PASSWORD = "password"
    """A password must be chosen first: the person came in with a code."""
    EMAIL = "email"
    """An e-mail address of the account's own must be given first (000)."""


@dataclass(frozen=True, repr=False)
class Beneficiary:
    """The insured or an ayant droit, as much as level ``card`` may show.

    Attributes:
        id: opaque; the same in every visit of the same insured, for declarations that arrive after theirs.
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
class CodeBySms:
    """That a code provisoire can be sent to this person.

    Attributes:
        number: the mobile on file, masked: ``06 ** ** ** 78``.
        by_terminal: whether the terminal's own modem must send it; otherwise the caisse does.
    """

    number: str
    by_terminal: bool


class MustChoose(StrEnum):
    """Why a password must be chosen before anything else."""

    PROVISIONAL = "provisional"
    LEGACY = "legacy"


class EmailState(StrEnum):
    """How an account stands with its e-mail address."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    """The link to the address on file was never followed."""
    SHARED = "shared"
    """Another account has the same address."""
    MISSING = "missing"


@dataclass(frozen=True, repr=False)
class Account:
    """What is known of the compte ameli once its holder is identified.

    Attributes:
        must_choose: a password must be chosen now, and why; None otherwise.
        by_code: the visit was opened with a code provisoire: e-mail, telephone and IBAN stay closed (SEC-13).
        email: state of the address in force.
        address: that address, masked; empty where there is none.
        pending: a new address whose link has not been followed yet, masked; empty where there is none.
        grant: opaque proof of this identification for declarations filed during the visit, whenever they arrive
            (``declarations.ByGrant``); empty while a password or an e-mail address must be given first.
    """

    must_choose: MustChoose | None
    by_code: bool
    email: EmailState
    address: str
    pending: str
    grant: str = ""


@dataclass(frozen=True, repr=False)
class VisitOpened:
    """Where a visit stands at the caisse: the answer to ``OpenVisit`` and to all that changes it.

    Attributes:
        token: the visit's token, kept in memory only.
        level: what the token is worth.
        expires_in_s: seconds until the caisse forgets it, at most 1200.
        beneficiaries: the insured first.
        services: in the caisse's order.
        code_by_sms: None where the caisse has no mobile number of this person.
        account: None below level ``code``.
    """

    token: str
    level: Level
    expires_in_s: int
    beneficiaries: tuple[Beneficiary, ...]
    services: tuple[ServiceOffer, ...]
    code_by_sms: CodeBySms | None = None
    account: Account | None = None
