"""A declaration on its way into the outbox, and how that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teleservices.flow.model import Answers
from teleservices.reference import Reference
from teleservices.wire.declarations import CardShown, Proof


@dataclass(frozen=True, repr=False)
class Filing:
    """What the person declares; the outbox adds the reference and the times.

    Attributes:
        visit: number of the visit: its declarations share a lane.
        service, revision, nir, card, language, proof, answers: as in ``teleservices.wire.declarations.Declaration``.
    """

    visit: int
    service: str
    revision: int
    nir: str
    card: CardShown | None
    language: str
    proof: Proof
    answers: Answers


@dataclass(frozen=True, repr=False)
class Filed:
    """Kept, durably; the caisse gets it when it can.

    Attributes:
        filed_at: the terminal's clock, UTC.
    """

    reference: Reference
    filed_at: datetime


@dataclass(frozen=True, repr=False)
class AlreadyFiled:
    """The same person declared the very same within 24 hours at this terminal: the first stands, nothing was added."""

    reference: Reference
    filed_at: datetime


class FilingFault(StrEnum):
    """Why nothing was kept; for the journal and the technician."""

    NO_KEYS = "no-keys"
    """The caisse's keys were never received, or the terminal is not enrolled."""
    FULL = "full"
    FAILED = "failed"
    """The disk gave an error: the outbox is out of service until the next start."""


@dataclass(frozen=True)
class NotFiled:
    """Nothing was kept, surely: the outbox was looked at after the failure."""

    fault: FilingFault


@dataclass(frozen=True)
class FilingUnknown:
    """The outbox cannot even be read: whether it was kept is unknown, as after a power cut."""


FilingOutcome = Filed | AlreadyFiled | NotFiled | FilingUnknown


class OutboxHealth(StrEnum):
    """Whether declarations can be taken."""

    READY = "ready"
    NO_KEYS = "no-keys"
    FULL = "full"
    FAILED = "failed"
    HALTED = "halted"
    """The caisse does not know this terminal any more, or not its protocol: what is kept waits for somebody to act."""


@dataclass(frozen=True)
class OutboxState:
    """What waits, never what it says.

    Attributes:
        pending: still to be delivered.
        parked: set aside after the caisse could not take them; a technician looks.
        dead: rejected for good.
        oldest_at: filing of the oldest pending, UTC by the terminal's clock; None when nothing is.
        delivered_at: when something was last delivered, since the start; None before.
    """

    health: OutboxHealth
    pending: int = 0
    parked: int = 0
    dead: int = 0
    oldest_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, repr=False)
class FilingEnded:
    """The answer to ``file(call, …)``; exactly one per call, none once the call was forgotten."""

    call: str
    outcome: FilingOutcome


@dataclass(frozen=True)
class OutboxChanged:
    """Something about the outbox is not as it was."""

    state: OutboxState


OutboxEvent = FilingEnded | OutboxChanged
