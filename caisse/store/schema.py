"""The tables. Columns that hold personal data are those listed in docs/personal-data.md; a test compares."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Towards the database.

        Raises:
            ValueError: the moment has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """From the database; SQLite gives it without its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# INTEGER is what SQLite keeps as the row’s own number, without a second index.
_ROW_ID = BigInteger().with_variant(Integer(), "sqlite")

PERSON = Table(
    "person",
    METADATA,
    Column("id", _ROW_ID, primary_key=True, autoincrement=False),
    Column("nir", String(13), unique=True),
    Column("family_name", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("birth_date", String(8), nullable=False),
    Column("treating_doctor", Boolean, nullable=False),
    Column("illness_start", Date),
    Column("illness_end", Date),
    Column("copayment_exemption", Text),
)

INSURED = Table(
    "insured",
    METADATA,
    Column("person_id", ForeignKey(PERSON.c.id), primary_key=True, autoincrement=False),
    Column("regime", String(40), nullable=False),
    Column("rights_start", Date, nullable=False),
    Column("rights_end", Date),
    Column("complementary", Text),
)

DEPENDANT = Table(
    "dependant",
    METADATA,
    Column("insured_id", ForeignKey(INSURED.c.person_id), primary_key=True, autoincrement=False),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey(PERSON.c.id), nullable=False, index=True),
)

CARD_LOSS = Table(
    "card_loss",
    METADATA,
    Column("insured_id", ForeignKey(INSURED.c.person_id), primary_key=True, autoincrement=False),
    Column("declared_on", Date, primary_key=True),
)

TERMINAL = Table(
    "terminal",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("public_key", LargeBinary(32)),
    Column("added_at", Instant, nullable=False),
    Column("enrolled_at", Instant),
    Column("revoked_at", Instant),
)

ENROLMENT_TOKEN = Table(
    "enrolment_token",
    METADATA,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("terminal", ForeignKey(TERMINAL.c.name), nullable=False),
    Column("expires_at", Instant, nullable=False),
)

NONCE = Table(
    "nonce",
    METADATA,
    Column("terminal", ForeignKey(TERMINAL.c.name), primary_key=True),
    Column("nonce", String(128), primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
)

VISIT = Table(
    "visit",
    METADATA,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("terminal", ForeignKey(TERMINAL.c.name), nullable=False),
    Column("insured_id", ForeignKey(INSURED.c.person_id), nullable=False),
    Column("level", String(8), nullable=False),
    Column("card_valid_from", String(8)),
    Column("card_digest", String(64)),
    # Opened without a card, by its NIR.
    Column("by_nir", Boolean, nullable=False, server_default=false()),
    # Raised by a code provisoire: what SEC-13 closes stays closed.
    Column("by_code", Boolean, nullable=False, server_default=false()),
    Column("must_choose", String(16)),
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

ATTESTATION = Table(
    "attestation",
    METADATA,
    Column("reference", String(10), primary_key=True),
    Column("issued_at", Instant, nullable=False),
    Column("terminal", ForeignKey(TERMINAL.c.name), nullable=False),
    Column("insured_id", ForeignKey(INSURED.c.person_id), nullable=False, index=True),
    Column("person_id", ForeignKey(PERSON.c.id), nullable=False, index=True),
    Column("first_name", Text, nullable=False),
    Column("initial", String(4), nullable=False),
    Column("rights_start", Date, nullable=False),
    Column("rights_end", Date),
    Column("mentions", Text, nullable=False),
)
