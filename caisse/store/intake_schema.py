"""The tables of what comes from the terminals' outboxes: sealed declarations, each kept once and applied once.

(terminal, epoch, seq) is the idempotency key and never expires (facts/sync.md §3); nothing but the seal's inside says
who or what.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from caisse.store.schema import METADATA, TERMINAL, Instant

# Every key that a terminal has had: what it signed before it was set up anew, or revoked, can still be verified.
TERMINAL_KEY = Table(
    "terminal_key",
    METADATA,
    Column("terminal", ForeignKey(TERMINAL.c.name), primary_key=True),
    Column("signer", String(16), primary_key=True),
    Column("public_key", LargeBinary(32), nullable=False),
    Column("since", Instant, nullable=False),
)

# The terminal's name is vouched for by its signature: a foreign key would be checked for each row of a batch.
INTAKE = Table(
    "intake",
    METADATA,
    Column("terminal", String(64), primary_key=True),
    Column("epoch", String(32), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary(32), nullable=False),
    # Empty for an envelope that is rejected for its form.
    Column("lane", String(32), nullable=False),
    Column("header", LargeBinary, nullable=False),
    # Erased in the transaction that records the outcome; a rejected one stays for a person to look at.
    Column("sealed", LargeBinary),
    Column("signature", LargeBinary, nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("verdict", String(8), nullable=False),
    Column("reason", String(16)),
    # None while it waits to be applied.
    Column("outcome", String(20)),
    Column("applied_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Instant),
)

_WAITS = INTAKE.c.outcome.is_(None)
Index(
    "ix_intake_waiting",
    INTAKE.c.terminal,
    INTAKE.c.epoch,
    INTAKE.c.lane,
    INTAKE.c.seq,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

# One row for each database that a terminal's outbox has had.
EPOCH = Table(
    "epoch",
    METADATA,
    Column("terminal", String(64), primary_key=True),
    Column("epoch", String(32), primary_key=True),
    # Every seq up to it has a verdict that stands.
    Column("watermark", BigInteger, nullable=False),
    # The highest that has one.
    Column("high", BigInteger, nullable=False),
    Column("pending", Integer, nullable=False),
    Column("oldest_seq", BigInteger),
    Column("oldest_key_id", String(32)),
    Column("parked", Integer, nullable=False),
    Column("dead", Integer, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

# What a person must look at: given up by a terminal, in conflict, not to be opened, or failing again and again.
QUARANTINE = Table(
    "quarantine",
    METADATA,
    Column("terminal", String(64), primary_key=True),
    Column("epoch", String(32), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    # None while the intake's own row keeps it.
    Column("sealed", LargeBinary),
    Column("signature", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
)
