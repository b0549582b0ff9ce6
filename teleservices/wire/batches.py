"""Batches of sealed declarations, from a terminal's outbox to the caisse's intake (facts/sync.md §3).

``POST /v1/batches`` takes a ``Batch`` and gives a ``BatchAnswer``; ``POST /v1/dead-letters`` takes a ``DeadLetters``
and gives a ``BatchAnswer``; ``GET /v1/epochs/{epoch}`` gives an ``EpochState``. All three are signed by the terminal,
whose name is the ``kiosk`` of each header. They need no visit: what they carry was filed in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LARGEST_BODY = 1 << 20
"""Bytes of a batch, before any content coding."""
MOST_ITEMS = 500


@dataclass(frozen=True, repr=False)
class Item:
    """One sealed declaration; its header (``envelope.Header``) is completed by the batch's epoch and the signer.

    Attributes:
        sealed: HPKE's encapsulated key and ciphertext, base64.
        signature: Ed25519 over ``envelope.signed_bytes``, base64.
    """

    seq: int
    op_id: str
    lane: str
    suite: str
    key_id: str
    signer: str
    occurred_at: str
    boot_id: str
    uptime_ms: int
    sealed: str
    signature: str


@dataclass(frozen=True)
class QueueState:
    """How the sender's outbox stands, this batch included.

    Attributes:
        pending: still to be delivered, parked ones not counted.
        oldest_seq: None when nothing is pending.
        oldest_key_id: the oldest of the caisse's keys that something is sealed to, parked and dead ones included; None
            when there is nothing: the caisse may destroy older keys.
        parked: set aside after the caisse could not take them.
        dead: rejected for good, kept for a person to look at.
    """

    pending: int
    oldest_seq: int | None
    oldest_key_id: str | None
    parked: int
    dead: int


@dataclass(frozen=True, repr=False)
class Batch:
    """Some declarations, by ascending ``seq``; none at all only asks how things stand.

    Attributes:
        request: UUID of this attempt; the answer names it.
        sent_at: the terminal's clock, ``2026-11-22T18:00:03.000Z``.
        boot_id, uptime_ms: as in the header, now.
    """

    request: str
    epoch: str
    sent_at: str
    boot_id: str
    uptime_ms: int
    queue: QueueState
    items: tuple[Item, ...]


class Status(StrEnum):
    """What the caisse did with one item."""

    ACCEPTED = "accepted"
    """Stored, with its idempotency record, durably."""
    DUPLICATE = "duplicate"
    """Stored before, the same bytes."""
    REJECTED = "rejected"
    """Never to be taken; recorded with the reason."""
    DEFERRED = "deferred"
    """Nothing recorded: send it again later; what follows in its lane waits behind it."""
    CONFLICT = "conflict"
    """Other bytes came under this key before: a bug or tampering, and an alarm."""


class RejectReason(StrEnum):
    """Why an envelope alone is not taken, or not yet."""

    MALFORMED = "malformed"
    """A field of the header, or the base64, or the length of the sealed bytes."""
    SUITE = "suite"
    KEY = "key"
    """Deferred: the caisse does not have this key (yet)."""
    LANE = "lane"
    """Deferred: something before it in its lane is."""
    BACKLOG = "backlog"
    """Deferred: too much waits to be applied."""


@dataclass(frozen=True)
class Verdict:
    """The caisse's word on one item.

    Attributes:
        digest: hexadecimal ``envelope.digest`` of what the caisse received: a verdict on other bytes is none.
        first: with ``DUPLICATE``, the first verdict: ``ACCEPTED`` or ``REJECTED``.
        reason: with ``REJECTED`` (or a duplicate of one) and ``DEFERRED``.
        retry_after_s: with ``DEFERRED``.
    """

    seq: int
    digest: str
    status: Status
    first: Status | None = None
    reason: RejectReason | None = None
    retry_after_s: int | None = None


@dataclass(frozen=True)
class BatchAnswer:
    """One verdict an item, in the batch's order.

    Attributes:
        request: the batch's.
        epoch: the batch's.
        received_at: the caisse's clock.
        watermark: every ``seq`` up to it has a verdict that stands.
        max_items: the most that the next batch should hold.
        next_after_s: seconds to leave before the next batch.
        keys: serial of the keys the caisse publishes now; 0 while it publishes none.
    """

    request: str
    epoch: str
    received_at: str
    watermark: int
    results: tuple[Verdict, ...]
    max_items: int
    next_after_s: int
    keys: int


@dataclass(frozen=True, repr=False)
class DeadLetter:
    """An item that the terminal gave up, and why.

    Attributes:
        reason: the problem's type, or the cause of the last failure.
    """

    item: Item
    reason: str


@dataclass(frozen=True, repr=False)
class DeadLetters:
    """Items for a person at the caisse to look at; same idempotency as a batch's."""

    request: str
    epoch: str
    sent_at: str
    boot_id: str
    uptime_ms: int
    letters: tuple[DeadLetter, ...]


@dataclass(frozen=True)
class EpochState:
    """What the caisse has of one epoch of a terminal: after a restore, and for audits.

    Attributes:
        watermark: every ``seq`` up to it has a verdict that stands; 0 for none.
        above: those above it that have one, ascending.
        rejected: those whose verdict is ``REJECTED``, ascending.
    """

    epoch: str
    watermark: int
    above: tuple[int, ...]
    rejected: tuple[int, ...]
