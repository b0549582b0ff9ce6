"""What comes from the outboxes: the keys that terminals have had, sealed declarations, epochs, quarantine.

Revision: 0003, after 0002.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NO_OUTCOME = sa.text("outcome IS NULL")


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "terminal_key",
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("signer", sa.String(length=16), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_terminal_key_terminal")),
        sa.PrimaryKeyConstraint("terminal", "signer", name=op.f("pk_terminal_key")),
    )
    _take_over_keys()
    op.create_table(
        "intake",
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("lane", sa.String(length=32), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("terminal", "epoch", "seq", name=op.f("pk_intake")),
    )
    op.create_index(
        "ix_intake_waiting",
        "intake",
        ["terminal", "epoch", "lane", "seq"],
        unique=False,
        sqlite_where=_NO_OUTCOME,
        postgresql_where=_NO_OUTCOME,
    )
    op.create_table(
        "epoch",
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("watermark", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("oldest_seq", sa.BigInteger(), nullable=True),
        sa.Column("oldest_key_id", sa.String(length=32), nullable=True),
        sa.Column("parked", sa.Integer(), nullable=False),
        sa.Column("dead", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "epoch", name=op.f("pk_epoch")),
    )
    op.create_table(
        "quarantine",
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("terminal", "epoch", "seq", "digest", "kind", name=op.f("pk_quarantine")),
    )


def _take_over_keys() -> None:
    terminal = sa.table("terminal", sa.column("name"), sa.column("public_key"), sa.column("enrolled_at"))
    key = sa.table(
        "terminal_key", sa.column("terminal"), sa.column("signer"), sa.column("public_key"), sa.column("since")
    )
    has_one = terminal.c.public_key.is_not(None)
    for row in op.get_bind().execute(sa.select(terminal).where(has_one)).all():
        signer = hashlib.sha256(bytes(row.public_key)).hexdigest()[:16]
        values = {"terminal": row.name, "signer": signer, "public_key": row.public_key, "since": row.enrolled_at}
        op.get_bind().execute(sa.insert(key).values(values))
