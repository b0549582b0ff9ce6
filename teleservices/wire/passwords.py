"""Choosing a password at the terminal, and asking for the link that lets one be chosen on a telephone.

``POST /v1/passwords`` takes a ``ChoosePassword`` and gives a ``VisitOpened``; refused: ``PASSWORD`` (``faults``),
``CREDENTIALS`` (the current one does not match).
``POST /v1/password-resets`` takes an ``AskReset``, ``POST /v1/visits/current/password-reset`` an ``AskOwnReset``; both
give a ``ResetAsked`` whoever asks; refused: ``ROBOT``.
``POST /v1/robot-checks`` gives a ``RobotCheck``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class ChoosePassword:
    """A new password, at level ``code``.

    Attributes:
        password: as typed.
        current: the password in force; None where one must be chosen because the person came in with a code.
    """

    password: str
    current: str | None


@dataclass(frozen=True, repr=False)
class RobotAnswer:
    """What the person read or heard: the check's id and the signs."""

    id: str
    signs: str


@dataclass(frozen=True, repr=False)
class AskReset:
    """Somebody without a card forgot the password.

    Attributes:
        nir: 13 or 15 characters.
        birth_date: ``AAAAMMJJ``; month and day may be lunar.
    """

    nir: str
    birth_date: str
    robot: RobotAnswer


@dataclass(frozen=True, repr=False)
class AskOwnReset:
    """The holder of the card in the reader forgot the password; the card stands for the check against robots."""

    birth_date: str


@dataclass(frozen=True)
class ResetAsked:
    """Heard. Whether a link was sent is never told.

    Attributes:
        minutes: how long the link is good.
    """

    minutes: int


@dataclass(frozen=True, repr=False)
class RobotCheck:
    """A few digits to read or to hear.

    Attributes:
        id: good once, for ten minutes.
        digits: how many.
        picture: PNG, base64.
        sound: WAV in French, base64.
    """

    id: str
    digits: int
    picture: str
    sound: str
