"""How far each outbox has been heard, and how it stood when it was last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select, text, update

from caisse.store.intake_schema import EPOCH, INTAKE
from caisse.store.schema import Instant
from teleservices.wire.batches import EpochState, QueueState, Status

_HEARD: Final = text(
    """
INSERT INTO epoch (terminal, epoch, watermark, high, pending, oldest_seq, oldest_key_id, parked, dead, seen_at)
VALUES (:terminal, :epoch, CASE WHEN :first = 1 THEN :run ELSE 0 END, :high, :pending, :oldest_seq, :oldest_key_id,
        :parked, :dead, :seen_at)
ON CONFLICT (terminal, epoch) DO UPDATE SET
    watermark = CASE WHEN epoch.watermark >= :first - 1 AND epoch.watermark < :run THEN :run ELSE epoch.watermark END,
    high = CASE WHEN epoch.high < excluded.high THEN excluded.high ELSE epoch.high END,
    pending = excluded.pending, oldest_seq = excluded.oldest_seq, oldest_key_id = excluded.oldest_key_id,
    parked = excluded.parked, dead = excluded.dead, seen_at = excluded.seen_at
RETURNING watermark, high
"""
).bindparams(bindparam("seen_at", type_=Instant))
_STEP: Final = 500


@dataclass(frozen=True)
class Delivery:
    """From where envelopes come.

    Attributes:
        epoch: of the terminal's outbox.
        queue: how that stands.
    """

    terminal: str
    epoch: str
    queue: QueueState


def heard(connection: Connection, delivery: Delivery, settled: tuple[int, ...], now: datetime) -> int:
    """Note a batch whose rows are stored.

    Args:
        connection: inside the same write.
        delivery: from where.
        settled: ``seq`` of the items that have a verdict that stands, ascending.
        now: the moment.

    Returns:
        the watermark.
    """
    first = settled[0] if settled else 0
    queue = delivery.queue
    values = {
        "terminal": delivery.terminal,
        "epoch": delivery.epoch,
        "first": first,
        "run": _end_of_run(settled),
        "high": settled[-1] if settled else 0,
        "pending": queue.pending,
        "oldest_seq": queue.oldest_seq,
        "oldest_key_id": queue.oldest_key_id,
        "parked": queue.parked,
        "dead": queue.dead,
        "seen_at": now,
    }
    watermark, high = connection.execute(_HEARD, values).one()
    return int(watermark) if watermark == high else _caught_up(connection, delivery, int(watermark))


def watermark_of(connection: Connection, terminal: str, epoch: str) -> int:
    """Every ``seq`` up to it has a verdict that stands; 0 for none.

    Args:
        connection: any.
        terminal: whose.
        epoch: of its outbox.
    """
    row = select(EPOCH.c.watermark).where(EPOCH.c.terminal == terminal, EPOCH.c.epoch == epoch)
    return connection.execute(row).scalar() or 0


def state(connection: Connection, terminal: str, epoch: str) -> EpochState:
    """What there is of an epoch; nothing of one never heard of.

    Args:
        connection: inside a read.
        terminal: whose.
        epoch: of its outbox.
    """
    of_epoch = (INTAKE.c.terminal == terminal) & (INTAKE.c.epoch == epoch)
    watermark = watermark_of(connection, terminal, epoch)
    seqs = select(INTAKE.c.seq).where(of_epoch).order_by(INTAKE.c.seq)
    above = connection.execute(seqs.where(INTAKE.c.seq > watermark)).scalars()
    rejected = connection.execute(seqs.where(INTAKE.c.verdict == Status.REJECTED)).scalars()
    return EpochState(epoch, watermark, tuple(above), tuple(rejected))


def _end_of_run(settled: tuple[int, ...]) -> int:
    """The last of those that follow each other from the first on; 0 for none."""
    end = settled[0] if settled else 0
    for seq in settled[1:]:
        if seq != end + 1:
            break
        end = seq
    return end


def _caught_up(connection: Connection, delivery: Delivery, watermark: int) -> int:
    """Move the watermark over what was stored beyond a gap that is closed now."""
    terminal, epoch, end = delivery.terminal, delivery.epoch, watermark
    while True:
        following = connection.execute(
            select(INTAKE.c.seq)
            .where(INTAKE.c.terminal == terminal, INTAKE.c.epoch == epoch, INTAKE.c.seq > end)
            .order_by(INTAKE.c.seq)
            .limit(_STEP)
        ).scalars()
        run = _end_of_run((end, *following))
        if run == end:
            break
        end = run
    if end != watermark:
        found = (EPOCH.c.terminal == terminal) & (EPOCH.c.epoch == epoch)
        connection.execute(update(EPOCH).where(found).values(watermark=end))
    return end
