"""The door of the maintenance menu: ``AtDoor`` is a state of the session, what is asked there a closed union.

Frozen values, without anything personal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.maintenance.answers import Challenge

NUMBER = "number"
"""Ids of the fields."""
CODE = "code"
ANSWER = "answer"


class DoorFault(StrEnum):
    """Why the door stays shut; the value is the last part of a message key."""

    NUMBER = "number"
    CODE = "code"
    ANSWER = "answer"
    DENIED = "denied"
    WAIT = "wait"
    VOID = "void"
    """The challenge was answered wrongly too often, or is too old: there is another."""
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Refused:
    """What is said above the fields.

    Attributes:
        tries_left: before a wait, None where it is not known or does not matter.
        until: of a wait, in the terminal's own zone.
    """

    fault: DoorFault
    tries_left: int | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class CredentialForm:
    """Number and code are asked for."""

    number: str = ""
    refused: Refused | None = None


@dataclass(frozen=True)
class Knocking:
    """The caisse, or the terminal itself, is looking at what was typed; ``call`` names the question.

    Attributes:
        number: of the technician.
        challenge: the one that was answered; None where the caisse was asked.
    """

    call: str
    number: str
    challenge: Challenge | None = None


@dataclass(frozen=True)
class CaisseSilent:
    """Nobody could be asked: a challenge can be."""

    number: str
    refused: Refused | None = None


@dataclass(frozen=True)
class DrawingChallenge:
    """A challenge is being drawn."""

    call: str
    number: str


@dataclass(frozen=True)
class ChallengeForm:
    """The challenge is on the screen, its answer is asked for."""

    challenge: Challenge
    number: str = ""
    refused: Refused | None = None


@dataclass(frozen=True)
class SecretMissing:
    """The terminal has no secret: without the caisse only a shell opens it."""


Door = CredentialForm | Knocking | CaisseSilent | DrawingChallenge | ChallengeForm | SecretMissing


@dataclass(frozen=True)
class AtDoor:
    """The gesture was made; nothing is shown yet but a form. A citizen's card goes first."""

    door: Door = CredentialForm()
