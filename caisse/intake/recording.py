"""The one statement that stores a batch: what is there already stays, and what was new is told (facts/sync.md §3).

In each database's own words: SQLAlchemy would spend more on 1,500 parameters than the database on the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, select

from caisse.intake.envelopes import Envelope
from caisse.store.intake_schema import INTAKE
from teleservices.wire.batches import RejectReason, Status

_POSTGRESQL: Final = """
INSERT INTO intake (terminal, epoch, received_at, tries, seq, digest, lane, header, sealed, signature, filed_at, unsure,
                    verdict, reason, outcome)
SELECT %(terminal)s, %(epoch)s, %(received_at)s, 0, given.*
FROM unnest(%(seq)b::bigint[], %(digest)b::bytea[], %(lane)b::text[], %(header)b::bytea[], %(sealed)b::bytea[],
            %(signature)b::bytea[], %(filed_at)b::timestamptz[], %(unsure)b::boolean[], %(verdict)b::text[],
            %(reason)b::text[], %(outcome)b::text[]) AS given (seq)
ORDER BY given.seq
ON CONFLICT DO NOTHING RETURNING seq
"""
_SQLITE_HEAD: Final = """
INSERT INTO intake (terminal, epoch, received_at, tries, seq, digest, lane, header, sealed, signature, filed_at, unsure,
                    verdict, reason, outcome) VALUES
"""
_SQLITE_ROW: Final = "(?1, ?2, ?3, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SQLITE_TAIL: Final = "ON CONFLICT DO NOTHING RETURNING seq"

_COLUMNS: Final = (
    "seq",
    "digest",
    "lane",
    "header",
    "sealed",
    "signature",
    "filed_at",
    "unsure",
    "verdict",
    "reason",
    "outcome",
)


@dataclass(frozen=True)
class Kept:
    """What is recorded under a key.

    Attributes:
        digest: 32 bytes.
        verdict: ``ACCEPTED`` or ``REJECTED``.
        reason: with ``REJECTED``.
    """

    digest: bytes
    verdict: Status
    reason: RejectReason | None


def record(
    connection: Connection, terminal: str, epoch: str, envelopes: Sequence[Envelope], received_at: datetime
) -> frozenset[int]:
    """Store envelopes, those with a fault as rejected.

    Args:
        connection: inside a write.
        terminal: who delivers.
        epoch: of its outbox.
        envelopes: by ascending ``seq``: two deliveries at once wait for each other in the same order.
        received_at: the moment, UTC.

    Returns:
        the ``seq`` of those that were new.
    """
    if not envelopes:
        return frozenset()
    rows = [_row(one) for one in envelopes]
    if connection.dialect.name == "postgresql":
        given: dict[str, Any] = dict(zip(_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        given |= {"terminal": terminal, "epoch": epoch, "received_at": received_at}
        return frozenset(connection.exec_driver_sql(_POSTGRESQL, given).scalars())
    statement = "".join((_SQLITE_HEAD, ", ".join([_SQLITE_ROW] * len(rows)), _SQLITE_TAIL))
    values: list[Any] = [terminal, epoch, _sqlite_moment(received_at)]
    for row in rows:
        values += row[:6]
        values.append(_sqlite_moment(row[6]))
        values += row[7:]
    return frozenset(connection.exec_driver_sql(statement, tuple(values)).scalars())


def recorded(connection: Connection, terminal: str, epoch: str, seqs: Sequence[int]) -> Mapping[int, Kept]:
    """What is recorded under some keys.

    Args:
        connection: any.
        terminal: whose.
        epoch: of its outbox.
        seqs: which.
    """
    if not seqs:
        return {}
    rows = connection.execute(
        select(INTAKE.c.seq, INTAKE.c.digest, INTAKE.c.verdict, INTAKE.c.reason).where(
            INTAKE.c.terminal == terminal, INTAKE.c.epoch == epoch, INTAKE.c.seq.in_(seqs)
        )
    )
    return {
        row.seq: Kept(bytes(row.digest), Status(row.verdict), None if row.reason is None else RejectReason(row.reason))
        for row in rows
    }


def _row(one: Envelope) -> tuple[Any, ...]:
    verdict = Status.ACCEPTED if one.fault is None else Status.REJECTED
    return (
        one.seq,
        one.digest,
        one.lane,
        one.header,
        one.sealed,
        one.signature,
        one.filed_at,
        one.unsure,
        verdict.value,
        None if one.fault is None else one.fault.value,
        # Only what is accepted waits for an outcome.
        None if one.fault is None else verdict.value,
    )


def _sqlite_moment(moment: datetime) -> str:
    """As SQLAlchemy writes a moment there."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
