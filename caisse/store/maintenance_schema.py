"""The tables of maintenance: who may open the terminals' menu, and the trail of what was done there.

No code stands in any column, nor any terminal's secret: that is made anew whenever it is needed
(``caisse.handlers.maintenance_secret``).
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, String, Table, Text

from caisse.store.schema import METADATA, TERMINAL, Instant

TECHNICIAN = Table(
    "technician",
    METADATA,
    Column("number", String(6), primary_key=True),
    Column("name", String(48), nullable=False, unique=True),
    Column("code_hash", Text, nullable=False),
    # Of the cast, whose codes everybody can read: let in nowhere but outside production.
    Column("invented", Boolean, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)

TECHNICIAN_SESSION = Table(
    "technician_session",
    METADATA,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("technician", ForeignKey(TECHNICIAN.c.number), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

# Who did what at which terminal: told by the terminals, and the answers that the caisse's own page gave.
DEED = Table(
    "deed",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("terminal", ForeignKey(TERMINAL.c.name), nullable=False),
    # Of the envelope that brought it; None for what the caisse did.
    Column("op", String(36)),
    Column("deed", String(24), nullable=False),
    Column("way", String(8), nullable=False),
    # A number, or a user's name on the terminal: nothing says that this caisse knows them.
    Column("technician", String(64), nullable=False),
    Column("outcome", String(48), nullable=False),
    Column("done_at", Instant, nullable=False, index=True),
    Column("unsure", Boolean, nullable=False),
    Index("ix_deed_terminal", "terminal", "done_at"),
    Index("ix_deed_technician", "technician", "done_at"),
)
