"""What the session may ask of the maintenance thread: a closed union. Each order gets one answer, but for ``Note``."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.wire.maintenance import MaintenanceRecord


@dataclass(frozen=True, repr=False)
class Enter:
    """Let a technician in, by the caisse's word."""

    number: str
    code: str


@dataclass(frozen=True)
class AskChallenge:
    """Draw a challenge for a technician without a link; the former one is void."""


@dataclass(frozen=True, repr=False)
class AnswerChallenge:
    """What the technician's page gave for the challenge drawn last."""

    number: str
    answer: str


@dataclass(frozen=True)
class TakeSurvey:
    """Run every check."""


@dataclass(frozen=True)
class ReadJournal:
    """The last lines of the journal."""


@dataclass(frozen=True)
class SendQueue:
    """Have the courier try now."""


@dataclass(frozen=True)
class ChooseModel:
    """Another cabinet model; it holds from the next start of the application."""

    model: str


@dataclass(frozen=True, repr=False)
class Enrol:
    """Enrol with a token of ``caisse terminal add``, at the caisse of the settings."""

    token: str


@dataclass(frozen=True)
class RestartApplication:
    """End the application; systemd starts it again."""


@dataclass(frozen=True)
class RestartMachine:
    """Have systemd restart the machine."""


@dataclass(frozen=True)
class Note:
    """Put a deed into the trail; no answer follows."""

    record: MaintenanceRecord


Order = (
    Enter
    | AskChallenge
    | AnswerChallenge
    | TakeSurvey
    | ReadJournal
    | SendQueue
    | ChooseModel
    | Enrol
    | RestartApplication
    | RestartMachine
    | Note
)
