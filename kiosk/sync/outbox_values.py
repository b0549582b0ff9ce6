"""What the outbox takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teleservices.wire.batches import Item, RejectReason
from teleservices.wire.envelope import Header


class OutboxFault(StrEnum):
    """Why an outbox cannot be opened; for the journal and the technician."""

    UNREADABLE = "unreadable"
    """The disk gives an error, or the file is no database, or a damaged one."""
    FUTURE = "future"
    """A newer version of the software made it."""
    UNSAFE = "unsafe"
    """SQLite does not take the settings that make a commit durable."""
    FULL = "full"
    """No room on the disk, not even for what opening writes."""


@dataclass(frozen=True)
class Put:
    """Kept, durably."""

    seq: int
    op_id: str
    header: Header


@dataclass(frozen=True)
class OutboxFull:
    """The disk has no room: nothing was changed."""


@dataclass(frozen=True)
class OutboxFailed:
    """The disk gave an error: the outbox is out of service until the next start.

    Attributes:
        header: of the put that met the error, to look it up (``Outbox.holds``); None where nothing was begun.
    """

    header: Header | None = None


@dataclass(frozen=True, repr=False)
class Entry:
    """One declaration to be delivered.

    Attributes:
        digest: hexadecimal ``envelope.digest``, as made at the filing: a verdict counts for these bytes only.
        attempts: how often it was tried alone, or counted by ``Tried``.
    """

    item: Item
    digest: str
    attempts: int


@dataclass(frozen=True)
class Delivered:
    """The caisse has it: it leaves the outbox."""

    seq: int


@dataclass(frozen=True)
class Rejected:
    """The caisse will never take it: it is kept as a dead letter."""

    seq: int
    reason: RejectReason


@dataclass(frozen=True)
class Conflicting:
    """The caisse has other bytes under its key: it is kept as a dead letter."""

    seq: int


@dataclass(frozen=True)
class Tried:
    """An attempt failed, and counts."""

    seq: int


Settlement = Delivered | Rejected | Conflicting | Tried

CONFLICT = "conflict"
"""The reason of a dead letter that conflicted."""
