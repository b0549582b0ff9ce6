"""Maintenance of the terminals: technicians, their sessions, the trail.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "technician",
        sa.Column("number", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("invented", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_technician")),
        sa.UniqueConstraint("name", name=op.f("uq_technician_name")),
    )
    op.create_table(
        "technician_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("technician", sa.String(length=6), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["technician"], ["technician.number"], name=op.f("fk_technician_session_technician")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_technician_session")),
    )
    op.create_index(op.f("ix_technician_session_expires_at"), "technician_session", ["expires_at"], unique=False)
    op.create_table(
        "deed",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("op", sa.String(length=36), nullable=True),
        sa.Column("deed", sa.String(length=24), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("technician", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=48), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_deed_terminal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
    )
    op.create_index(op.f("ix_deed_done_at"), "deed", ["done_at"], unique=False)
    op.create_index("ix_deed_terminal", "deed", ["terminal", "done_at"], unique=False)
    op.create_index("ix_deed_technician", "deed", ["technician", "done_at"], unique=False)
