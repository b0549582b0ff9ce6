"""The tables of what people declared, and of what their account then shows of it.

Nothing here is sealed: what these tables hold is the person's file at the caisse, as their name and rights are.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from caisse.store.schema import INSURED, METADATA, PERSON, TERMINAL, Instant

ADDRESS = Table(
    "address",
    METADATA,
    Column("person_id", ForeignKey(PERSON.c.id), primary_key=True, autoincrement=False),
    # As on an envelope, without the name, one line under the other.
    Column("lines", Text, nullable=False),
    # When the person declared it; None for one from before the terminals.
    Column("filed_at", Instant),
)

REQUEST = Table(
    "request",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("insured_id", ForeignKey(INSURED.c.person_id), nullable=False),
    # Drawn by the terminal, ten signs: nothing forbids another terminal to draw the same.
    Column("reference", String(10), nullable=False),
    Column("service", String(40), nullable=False),
    Column("terminal", ForeignKey(TERMINAL.c.name), nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", String(20), nullable=False),
    # HMAC of what was declared, under a key outside the database; None for what was refused.
    Column("content_mac", LargeBinary(32)),
    Index("ix_request_insured_id", "insured_id", "filed_at"),
)

MESSAGE = Table(
    "message",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("insured_id", ForeignKey(INSURED.c.person_id), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_message_insured_id", "insured_id", "sent_at"),
)

# SMS that tell of something and wait for the gateway, sealed: number and text.
NOTICE = Table(
    "notice",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("next_try_at", Instant, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("give_up_at", Instant, nullable=False),
)
