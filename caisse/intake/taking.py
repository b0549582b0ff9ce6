"""A verdict for each item of a batch: the same items always get the same, however often and in whatever company."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from caisse.handlers.alarms import AlarmKind, sound
from caisse.handlers.circumstances import Circumstances
from caisse.intake.envelopes import Envelope
from caisse.intake.epochs import Delivery, heard
from caisse.intake.quarantine import QuarantineKind, keep
from caisse.intake.recording import Kept, record, recorded
from teleservices.wire.batches import RejectReason, Status, Verdict


@dataclass(frozen=True)
class Taken:
    """What became of a batch.

    Attributes:
        verdicts: one an item, in order.
        watermark: every ``seq`` up to it has a verdict that stands.
        alarm: raised just now, for the journal.
    """

    verdicts: tuple[Verdict, ...]
    watermark: int
    alarm: AlarmKind | None


def take(
    connection: Connection,
    delivery: Delivery,
    envelopes: Sequence[Envelope],
    held_up: Callable[[Envelope], RejectReason | None],
    at: Circumstances,
) -> Taken:
    """Store a batch and say what became of each item.

    Args:
        connection: inside a write; nothing may be told before its commit.
        delivery: from where.
        envelopes: by ascending ``seq``.
        held_up: why something new cannot be taken now: ``KEY`` or ``BACKLOG``; None where it can.
        at: the moment.
    """
    terminal, epoch = delivery.terminal, delivery.epoch
    seqs = [one.seq for one in envelopes]
    causes = {one.seq: cause for one in envelopes if one.fault is None and (cause := held_up(one)) is not None}
    # Whatever holds up what is new, what was stored before keeps its verdict: it could never leave the outbox else.
    known = recorded(connection, terminal, epoch, seqs) if causes else {}
    deferred = _deferred(envelopes, causes, known)
    new = record(
        connection,
        terminal,
        epoch,
        [one for one in envelopes if one.seq not in deferred and one.seq not in known],
        at.now,
    )
    known = recorded(connection, terminal, epoch, [seq for seq in seqs if seq not in new and seq not in deferred])
    verdicts = tuple(
        _deferral(one, deferred[one.seq], at) if one.seq in deferred else _verdict(one, known.get(one.seq))
        for one in envelopes
    )
    settled = tuple(seq for seq in seqs if seq not in deferred)
    watermark = heard(connection, delivery, settled, at.now)
    return Taken(verdicts, watermark, _alarmed(connection, delivery, envelopes, verdicts, at))


def _deferred(
    envelopes: Sequence[Envelope], causes: Mapping[int, RejectReason], known: Mapping[int, Kept]
) -> dict[int, RejectReason]:
    """Why items are deferred: for a cause of their own, or behind such a one in their lane."""
    found: dict[int, RejectReason] = {}
    lanes: set[str] = set()
    for one in envelopes if causes else ():
        if one.seq in known or one.fault is not None:
            continue
        cause = RejectReason.LANE if one.lane in lanes else causes.get(one.seq)
        if cause is not None:
            found[one.seq] = cause
            lanes.add(one.lane)
    return found


def _deferral(one: Envelope, cause: RejectReason, at: Circumstances) -> Verdict:
    wait_s = at.settings.intake.defer
    return Verdict(one.seq, one.digest.hex(), Status.DEFERRED, reason=cause, retry_after_s=wait_s)


def _verdict(one: Envelope, before: Kept | None) -> Verdict:
    digest = one.digest.hex()
    if before is None:
        status = Status.ACCEPTED if one.fault is None else Status.REJECTED
        return Verdict(one.seq, digest, status, reason=one.fault)
    if before.digest != one.digest:
        return Verdict(one.seq, digest, Status.CONFLICT)
    return Verdict(one.seq, digest, Status.DUPLICATE, first=before.verdict, reason=before.reason)


def _alarmed(
    connection: Connection,
    delivery: Delivery,
    envelopes: Sequence[Envelope],
    verdicts: Sequence[Verdict],
    at: Circumstances,
) -> AlarmKind | None:
    found = [one for one, verdict in zip(envelopes, verdicts, strict=True) if verdict.status is Status.CONFLICT]
    for one in found:
        keep(
            connection, QuarantineKind.CONFLICT, (delivery.terminal, delivery.epoch), one, reason="", received_at=at.now
        )
    if not found:
        return None
    return sound(connection, AlarmKind.CONFLICT, delivery.terminal, len(found), at)
