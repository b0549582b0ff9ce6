"""What comes back from the caisse: its yes, its no, or nothing that can be taken for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teleservices.wire.codes import CodeSent
from teleservices.wire.maintenance import MaintenanceGranted
from teleservices.wire.passwords import ResetAsked, RobotCheck
from teleservices.wire.problems import Problem
from teleservices.wire.rights import RightsAttestation
from teleservices.wire.visits import VisitOpened


class Cause(StrEnum):
    """Why there was no answer; for the journal and the technician, never for the citizen."""

    UNREACHABLE = "unreachable"
    """No route, no name, or nobody listens."""
    UNTRUSTED = "untrusted"
    """The TLS handshake failed, or the certificate is not of the CA in the settings."""
    TIMEOUT = "timeout"
    """Nothing came in time."""
    CUT = "cut"
    """The connection broke in the middle."""
    ABANDONED = "abandoned"
    """Nobody waited for it any more."""
    FOREIGN = "foreign"
    """Something answered that does not speak as the caisse does: a captive portal, a proxy's page, a redirection."""
    MALFORMED = "malformed"
    """The media type and status are the caisse's, the content is not."""
    NOT_ENROLLED = "not-enrolled"
    """The terminal has no identity yet, or a damaged one."""
    NO_CA = "no-ca"
    """The CA file of the settings cannot be read."""


@dataclass(frozen=True)
class NoAnswer:
    """Whether the caisse did what was asked is unknown."""

    cause: Cause


@dataclass(frozen=True)
class Refused:
    """The caisse says no.

    Attributes:
        problem: which refusal.
        regime: with ``OTHER_REGIME``, the label of the régime to turn to, when the caisse gives it.
        retry_after_s: seconds to wait before asking again, when the caisse gives them.
        tries_left: with ``CREDENTIALS``, wrong secrets left before the next wait, when the caisse gives it.
        faults: with ``PASSWORD``, values of ``PasswordRule`` and ``Guessable``.
    """

    problem: Problem
    regime: str | None = None
    retry_after_s: int | None = None
    tries_left: int | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closed:
    """The visit's token is worth nothing any more."""


@dataclass(frozen=True)
class Reported:
    """The caisse knows what became of the message."""


@dataclass(frozen=True)
class Healthy:
    """The caisse is there."""


AccountAnswer = VisitOpened | CodeSent | ResetAsked | RobotCheck | Refused | NoAnswer
VisitAnswer = VisitOpened | Refused | NoAnswer
AttestationAnswer = RightsAttestation | Refused | NoAnswer
ClosingAnswer = Closed | Refused | NoAnswer
ReportingAnswer = Reported | Refused | NoAnswer
EntryAnswer = MaintenanceGranted | Refused | NoAnswer
