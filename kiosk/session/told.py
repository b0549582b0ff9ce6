"""What a page says once something has been done: a closed union."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.nir import Nir
from teleservices.reference import Reference


@dataclass(frozen=True)
class PasswordChosen:
    """The new password is registered."""


@dataclass(frozen=True)
class EmailSent:
    """A link went to the new address; the visit's account says which."""


@dataclass(frozen=True, repr=False)
class ResetAsked:
    """Heard, whoever asked; whether an e-mail was sent is never told.

    Attributes:
        minutes: how long the link is good.
        nir: what was typed when the visit began; None where the card says who it is.
    """

    minutes: int
    nir: Nir | None


@dataclass(frozen=True)
class VisitOver:
    """The caisse no longer knows the visit."""


@dataclass(frozen=True, repr=False)
class Kept:
    """A declaration is in the outbox, for good.

    Attributes:
        service: id of the catalogue.
        again: the very same was filed within 24 hours: ``reference`` is the first one's, nothing was added.
        deferred_check: the password went with it; the caisse checks it on arrival.
    """

    service: str
    reference: Reference
    again: bool
    deferred_check: bool


Message = PasswordChosen | EmailSent | ResetAsked | VisitOver | Kept
