"""What the maintenance thread answers: a closed union, and the one event that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.maintenance.findings import Survey
from teleservices.wire.maintenance import Way


@dataclass(frozen=True)
class Granted:
    """The technician is in.

    Attributes:
        number: of the technician, for the trail.
        name: as the caisse says it; the number where nobody could ask the caisse.
    """

    number: str
    name: str
    way: Way


@dataclass(frozen=True)
class Denied:
    """What was typed opens nothing.

    Attributes:
        tries_left: before a wait, None where it is not known.
    """

    tries_left: int | None


@dataclass(frozen=True)
class Wait:
    """Nobody is let in for so many seconds."""

    seconds: int


@dataclass(frozen=True)
class NoCaisse:
    """The caisse does not answer: a challenge can be asked for."""


@dataclass(frozen=True)
class Challenge:
    """To be typed into the technician's page. As the answer to an ``AnswerChallenge``: the one before is void.

    Attributes:
        terminal: its name, typed there too.
        digits: ``CODE_DIGITS``, good for ten minutes and three answers.
    """

    terminal: str
    digits: str


@dataclass(frozen=True)
class NoChallenge:
    """The terminal has no secret: never enrolled, or at a caisse that gave none."""


@dataclass(frozen=True)
class Surveyed:
    """Every check has run and is recorded."""

    survey: Survey


@dataclass(frozen=True)
class JournalLine:
    """One line, newest first in ``JournalShown``.

    Attributes:
        event: id of the catalogue.
        severity: ``info``, ``warning`` or ``error``.
        fields: ``name=value`` pairs, spaces between.
    """

    at: datetime
    event: str
    severity: str
    fields: str


@dataclass(frozen=True)
class JournalShown:
    """The last lines; none where the journal cannot be read."""

    lines: tuple[JournalLine, ...]


@dataclass(frozen=True)
class Done:
    """The order is carried out, or under way."""


@dataclass(frozen=True)
class EnrolledAs:
    """The terminal has a new identity."""

    terminal: str


class Failure(StrEnum):
    """Why an order was not carried out; the value is the last part of a message key."""

    DISK = "disk"
    ENROLMENT = "enrolment"
    """The caisse refuses the token."""
    NO_CAISSE = "no_caisse"
    QUEUE_NOT_EMPTY = "queue_not_empty"
    """Declarations wait under the present name; a token for another was given."""
    UNKNOWN_MODEL = "unknown_model"
    NOT_SUPERVISED = "not_supervised"
    """Nobody would start it again: the application runs outside systemd."""


@dataclass(frozen=True)
class Failed:
    """Nothing changed."""

    failure: Failure


Answer = (
    Granted | Denied | Wait | NoCaisse | Challenge | NoChallenge | Surveyed | JournalShown | Done | EnrolledAs | Failed
)


@dataclass(frozen=True)
class MaintenanceAnswered:
    """The answer to ``do(call, order)``; exactly one per call."""

    call: str
    answer: Answer


MaintenanceEvent = MaintenanceAnswered
