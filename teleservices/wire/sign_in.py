"""Identification: each message is answered by a ``VisitOpened`` at level ``code``.

``POST /v1/visits/current/sign-in`` takes a ``SignIn`` and raises the visit of the card in the reader;
``POST /v1/sign-ins`` takes a ``SignInByNir`` and opens a visit without a card.
Refused: ``CREDENTIALS`` (neutral; ``tries_left`` before the next wait), ``LOCKED`` (``Retry-After``), and, only with
the card, ``CODE_SPENT`` (the code provisoire is used up, too old, cancelled, or there is none).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class SignIn:
    """The holder of the card in the reader identifies themselves.

    Attributes:
        secret: as typed: a password, a legacy code of 8 to 13 digits, or a code provisoire of 4 digits.
    """

    secret: str


@dataclass(frozen=True, repr=False)
class SignInByNir:
    """Somebody without a card.

    Attributes:
        nir: 13 or 15 characters.
        secret: a password or a legacy code; a code provisoire opens nothing without the card (SEC-01).
    """

    nir: str
    secret: str
