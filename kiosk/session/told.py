"""What a page says once something has been done: a closed union."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.nir import Nir


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


Message = PasswordChosen | EmailSent | ResetAsked | VisitOver
