"""First tables.

Revision: 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "person",
        sa.Column("id", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("nir", sa.String(length=13), nullable=True),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.String(length=8), nullable=False),
        sa.Column("treating_doctor", sa.Boolean(), nullable=False),
        sa.Column("illness_start", sa.Date(), nullable=True),
        sa.Column("illness_end", sa.Date(), nullable=True),
        sa.Column("copayment_exemption", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("nir", name=op.f("uq_person_nir")),
    )
    op.create_table(
        "terminal",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_terminal")),
    )
    op.create_table(
        "enrolment_token",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_enrolment_token_terminal")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_enrolment_token")),
    )
    op.create_table(
        "insured",
        sa.Column("person_id", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("regime", sa.String(length=40), nullable=False),
        sa.Column("rights_start", sa.Date(), nullable=False),
        sa.Column("rights_end", sa.Date(), nullable=True),
        sa.Column("complementary", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_insured_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_insured")),
    )
    op.create_table(
        "nonce",
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=128), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_nonce_terminal")),
        sa.PrimaryKeyConstraint("terminal", "nonce", name=op.f("pk_nonce")),
    )
    with op.batch_alter_table("nonce", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nonce_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "attestation",
        sa.Column("reference", sa.String(length=10), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("insured_id", _ROW_ID, nullable=False),
        sa.Column("person_id", _ROW_ID, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("initial", sa.String(length=4), nullable=False),
        sa.Column("rights_start", sa.Date(), nullable=False),
        sa.Column("rights_end", sa.Date(), nullable=True),
        sa.Column("mentions", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_attestation_insured_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attestation_person_id")),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_attestation_terminal")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_attestation")),
    )
    with op.batch_alter_table("attestation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attestation_insured_id"), ["insured_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attestation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "card_loss",
        sa.Column("insured_id", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_card_loss_insured_id")),
        sa.PrimaryKeyConstraint("insured_id", "declared_on", name=op.f("pk_card_loss")),
    )
    op.create_table(
        "dependant",
        sa.Column("insured_id", _ROW_ID, autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", _ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_dependant_insured_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dependant_person_id")),
        sa.PrimaryKeyConstraint("insured_id", "rank", name=op.f("pk_dependant")),
    )
    with op.batch_alter_table("dependant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dependant_person_id"), ["person_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("terminal", sa.String(length=64), nullable=False),
        sa.Column("insured_id", _ROW_ID, nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("card_valid_from", sa.String(length=8), nullable=True),
        sa.Column("card_digest", sa.String(length=64), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["insured_id"], ["insured.person_id"], name=op.f("fk_visit_insured_id")),
        sa.ForeignKeyConstraint(["terminal"], ["terminal.name"], name=op.f("fk_visit_terminal")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_expires_at"), ["expires_at"], unique=False)
