"""The compte ameli: passwords, codes, addresses, links, e-mails waiting, agents.

Revision: 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "agent",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_agent")),
    )
    op.create_table(
        "alarm",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm")),
    )
    op.create_index(op.f("ix_alarm_raised_at"), "alarm", ["raised_at"], unique=False)
    op.create_table(
        "code_issue",
        sa.Column("request", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("request", name=op.f("pk_code_issue")),
    )
    op.create_index(op.f("ix_code_issue_issued_at"), "code_issue", ["issued_at"], unique=False)
    op.create_index(op.f("ix_code_issue_place"), "code_issue", ["place"], unique=False)
    op.create_index(op.f("ix_code_issue_subject"), "code_issue", ["subject"], unique=False)
    op.create_table(
        "mail",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index(op.f("ix_mail_next_try_at"), "mail", ["next_try_at"], unique=False)
    op.create_table(
        "robot_check",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_robot_check")),
    )
    op.create_index(op.f("ix_robot_check_expires_at"), "robot_check", ["expires_at"], unique=False)
    op.create_table(
        "reset_ask",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_ask")),
    )
    op.create_index(op.f("ix_reset_ask_asked_at"), "reset_ask", ["asked_at"], unique=False)
    op.create_index(op.f("ix_reset_ask_subject"), "reset_ask", ["subject"], unique=False)
    op.create_index(op.f("ix_reset_ask_terminal"), "reset_ask", ["terminal"], unique=False)
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgiven", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(op.f("ix_sign_in_failure_failed_at"), "sign_in_failure", ["failed_at"], unique=False)
    op.create_index(op.f("ix_sign_in_failure_subject"), "sign_in_failure", ["subject"], unique=False)
    op.create_index(op.f("ix_sign_in_failure_terminal"), "sign_in_failure", ["terminal"], unique=False)
    op.create_table(
        "agent_session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("agent", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent"], ["agent.name"], name=op.f("fk_agent_session_agent")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_agent_session")),
    )
    op.create_index(op.f("ix_agent_session_expires_at"), "agent_session", ["expires_at"], unique=False)
    op.create_table(
        "account",
        sa.Column(
            "insured_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("legacy", sa.Boolean(), nullable=False),
        sa.Column("mobile", sa.String(length=16), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pending_email", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_account_insured_id")),
        sa.PrimaryKeyConstraint("insured_id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_email"), "account", ["email"], unique=False)
    op.create_table(
        "code_provisoire",
        sa.Column(
            "insured_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("request", sa.String(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_code_provisoire_insured_id")),
        sa.PrimaryKeyConstraint("insured_id", name=op.f("pk_code_provisoire")),
    )
    op.create_index(op.f("ix_code_provisoire_expires_at"), "code_provisoire", ["expires_at"], unique=False)
    op.create_table(
        "sms",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("request", sa.String(length=32), nullable=False),
        sa.Column("insured_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_sms_insured_id")),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_sms_terminal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms")),
        sa.UniqueConstraint("request", name=op.f("uq_sms_request")),
    )
    op.create_index(op.f("ix_sms_erase_at"), "sms", ["erase_at"], unique=False)
    op.create_index(op.f("ix_sms_insured_id"), "sms", ["insured_id"], unique=False)
    op.create_table(
        "email_claim",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("insured_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["account.insured_id"], name=op.f("fk_email_claim_insured_id")),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_email_claim")),
        sa.UniqueConstraint("insured_id", name=op.f("uq_email_claim_insured_id")),
    )
    op.create_table(
        "email_link",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("insured_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["account.insured_id"], name=op.f("fk_email_link_insured_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_email_link")),
    )
    op.create_index(op.f("ix_email_link_expires_at"), "email_link", ["expires_at"], unique=False)
    op.create_index(op.f("ix_email_link_insured_id"), "email_link", ["insured_id"], unique=False)
    op.add_column("visit", sa.Column("by_nir", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("visit", sa.Column("by_code", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("visit", sa.Column("must_choose", sa.String(length=16), nullable=True))
