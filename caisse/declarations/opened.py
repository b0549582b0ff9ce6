"""Between the worker, which opens envelopes, and the téléservices, which know what to do with what is inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from teleservices.wire.declarations import Declaration
from teleservices.wire.maintenance import MaintenanceRecord


@dataclass(frozen=True, repr=False)
class Opened:
    """A declaration whose seal and signature held.

    Attributes:
        terminal: where it was filed.
        filed_at: UTC, the terminal's clock corrected as far as could be.
        unsure: that clock could not be corrected, and was wrong at the delivery.
        received_at: UTC.
    """

    terminal: str
    declaration: Declaration
    filed_at: datetime
    unsure: bool
    received_at: datetime


@dataclass(frozen=True)
class OpenedRecord:
    """What a technician did at a terminal, its seal and signature held; attributes as ``Opened``.

    Attributes:
        op: of the envelope.
    """

    terminal: str
    op: str
    record: MaintenanceRecord
    filed_at: datetime
    unsure: bool
    received_at: datetime


class Outcome(StrEnum):
    """How a declaration, or a record, ended; it never changes."""

    REGISTERED = "registered"
    ALREADY_REGISTERED = "already-registered"
    """The same person declared the very same within 24 hours: told so, with the first reference."""
    REFUSED = "refused"
    """The person was told: messagerie, SMS, e-mail."""
    UNREADABLE = "unreadable"
    """Seal, signature or content do not hold, or nobody knows the person: an alarm, and nobody to tell."""
    NOTED = "noted"
    """A deed of a technician's stands in the trail."""


class LaterError(Exception):
    """A declaration cannot be judged yet, through no fault of its own; nothing was done, its row waits for a later try.

    A wait after wrong passwords, whoever typed them, must not cost the holder a declaration.
    """


Work = Callable[[Connection], Outcome]
"""The effect and what the person is told, inside the transaction that records the outcome."""
