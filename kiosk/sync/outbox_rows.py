"""The outbox's statements; each function is part of the transaction that its caller has begun."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, assert_never

from kiosk.sync.outbox_values import CONFLICT, Conflicting, Delivered, Entry, Rejected, Settlement, Tried
from teleservices.wire.batches import Item, QueueState
from teleservices.wire.envelope import Header

if TYPE_CHECKING:
    from sqlite_utils import Database

_INSERT = """INSERT INTO operation (
    seq, op_id, lane, suite, key_id, signer, occurred_at, boot_id, uptime_ms, sealed, signature, digest
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_IN_TURN = """SELECT
    seq, op_id, lane, suite, key_id, signer, occurred_at, boot_id, uptime_ms, sealed, signature, hex(digest), attempts
FROM operation AS waiting
WHERE parked_reason IS NULL AND NOT EXISTS (
    SELECT 1 FROM operation AS ahead
    WHERE ahead.parked_reason IS NOT NULL AND ahead.lane = waiting.lane AND ahead.seq < waiting.seq
) ORDER BY seq"""
_BURY = """INSERT INTO dead_letter (
    seq, op_id, lane, suite, key_id, signer, occurred_at, boot_id, uptime_ms, sealed, signature, reason
) SELECT seq, op_id, lane, suite, key_id, signer, occurred_at, boot_id, uptime_ms, sealed, signature, ?
FROM operation WHERE seq = ?"""
_DEAD = """SELECT
    seq, op_id, lane, suite, key_id, signer, occurred_at, boot_id, uptime_ms, sealed, signature, reason
FROM dead_letter ORDER BY seq"""
_UNPARK = """UPDATE operation SET parked_reason = NULL, attempts = 0
WHERE parked_reason IS NOT NULL AND seq = coalesce(?, seq)"""
_LIVE_RUNS = """SELECT key_id FROM (
    SELECT key_id, key_since, first_seq, lead(first_seq, 1, 9223372036854775807) OVER (ORDER BY first_seq) AS next_seq
    FROM key_run
) AS run
WHERE EXISTS (SELECT 1 FROM operation WHERE seq >= run.first_seq AND seq < run.next_seq)
   OR EXISTS (SELECT 1 FROM dead_letter WHERE seq >= run.first_seq AND seq < run.next_seq)
ORDER BY key_since, key_id LIMIT 1"""
HOLDS = "SELECT seq FROM operation WHERE op_id = ?1 UNION ALL SELECT seq FROM dead_letter WHERE op_id = ?1 LIMIT 1"
_MARGIN = 320
"""Bytes that an item's field names, quotes and numbers take in JSON, at the most."""


def epoch(db: Database) -> str:
    """The database's."""
    text: str = db.execute("SELECT epoch FROM outbox").fetchone()[0]
    return text


def last_seq(db: Database) -> int:
    """The highest ever used, 0 for none."""
    highest: int = db.execute(
        "SELECT max(high_seq, coalesce((SELECT max(seq) FROM operation), 0)) FROM outbox"
    ).fetchone()[0]
    return highest


def insert(db: Database, header: Header, sealed: bytes, signature: bytes, digest: bytes) -> None:
    """Add one declaration."""
    h = header
    named = (h.seq, h.op_id, h.lane, h.suite, h.key_id, h.signer, h.occurred_at, h.boot_id, h.uptime_ms)
    db.execute(_INSERT, (*named, sealed, signature, digest))


def last_key(db: Database) -> str | None:
    """Which key the last put was sealed to."""
    row = db.execute("SELECT key_id FROM key_run ORDER BY first_seq DESC LIMIT 1").fetchone()
    return None if row is None else row[0]


def begin_key(db: Database, seq: int, key_id: str, key_since: str) -> None:
    """From ``seq`` on, declarations are sealed to another key."""
    db.execute("INSERT INTO key_run VALUES (?, ?, ?)", (seq, key_id, key_since))


def in_turn(db: Database, most_items: int, most_bytes: int, blocked_lanes: Collection[str]) -> Iterator[Entry]:
    """What may be delivered next, by ascending ``seq``: the first whatever its size, then as many as fit."""
    left_items, left_bytes = most_items, most_bytes
    for *row, digest, attempts in db.execute(_IN_TURN):
        item = _item(row)
        if item.lane in blocked_lanes:
            continue
        left_items -= 1
        left_bytes -= _MARGIN + sum(len(value) for value in vars(item).values() if isinstance(value, str))
        if left_items < 0 or (left_bytes < 0 and left_items < most_items - 1):
            return
        yield Entry(item, digest.lower(), attempts)


def settle(db: Database, settlement: Settlement) -> None:
    """Do with one declaration what the caisse's answer asks; nothing if it is not there any more."""
    match settlement:
        case Delivered(seq):
            _remove(db, seq)
        case Rejected(seq, reason):
            _bury(db, seq, reason)
        case Conflicting(seq):
            _bury(db, seq, CONFLICT)
        case Tried(seq):
            db.execute("UPDATE operation SET attempts = attempts + 1 WHERE seq = ?", (seq,))
        case _:
            assert_never(settlement)


def park(db: Database, seq: int, reason: str) -> None:
    """Set one aside."""
    db.execute("UPDATE operation SET parked_reason = ? WHERE seq = ?", (reason, seq))


def unpark(db: Database, seq: int | None) -> None:
    """Put one, or all, back in turn, as if never tried."""
    db.execute(_UNPARK, (seq,))


def parked(db: Database) -> Iterator[tuple[int, str]]:
    """What is set aside, and why."""
    yield from db.execute("SELECT seq, parked_reason FROM operation WHERE parked_reason IS NOT NULL ORDER BY seq")


def dead_letters(db: Database) -> Iterator[tuple[Item, str]]:
    """What was rejected for good, and why."""
    for *row, reason in db.execute(_DEAD):
        yield _item(row), reason


def forget_dead(db: Database, seq: int) -> None:
    """Remove a dead letter."""
    db.execute("DELETE FROM dead_letter WHERE seq = ?", (seq,))


def queue_state(db: Database, last: int) -> QueueState:
    """How the queue stands, without counting its rows: from ``last``, which is ``last_seq``."""
    here = last - db.execute("SELECT removed FROM outbox").fetchone()[0]
    parked = db.execute("SELECT count(*) FROM operation WHERE parked_reason IS NOT NULL").fetchone()[0]
    dead = db.execute("SELECT count(*) FROM dead_letter").fetchone()[0]
    oldest = db.execute("SELECT seq FROM operation WHERE parked_reason IS NULL ORDER BY seq LIMIT 1").fetchone()
    key = db.execute(_LIVE_RUNS).fetchone()
    return QueueState(here - parked, oldest and oldest[0], key and key[0], parked, dead)


def oldest_at(db: Database) -> str | None:
    """When the oldest that waits was filed, as its header says."""
    row = db.execute("SELECT occurred_at FROM operation WHERE parked_reason IS NULL ORDER BY seq LIMIT 1").fetchone()
    return None if row is None else row[0]


def is_drained(db: Database) -> bool:
    """Whether nothing is left to be delivered, not even what is parked."""
    return db.execute("SELECT 1 FROM operation LIMIT 1").fetchone() is None


def next_try_at(db: Database) -> str | None:
    """Kept for the courier."""
    text: str | None = db.execute("SELECT next_try_at FROM outbox").fetchone()[0]
    return text


def set_next_try_at(db: Database, text: str | None) -> None:
    """Keep it for the courier."""
    db.execute("UPDATE outbox SET next_try_at = ?", (text,))


def _remove(db: Database, seq: int) -> None:
    if db.execute("DELETE FROM operation WHERE seq = ?", (seq,)).rowcount:
        db.execute("UPDATE outbox SET removed = removed + 1, high_seq = max(high_seq, ?)", (seq,))


def _bury(db: Database, seq: int, reason: str) -> None:
    db.execute(_BURY, (reason, seq))
    _remove(db, seq)


def _item(row: Sequence[Any]) -> Item:
    *named, sealed, signature = row
    return Item(*(*named, _b64(sealed), _b64(signature)))


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
