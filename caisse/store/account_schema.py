"""The tables of the compte ameli: its password, its addresses, its codes, and what guards them.

No password, no code and no link stands in any column: hashes and HMACs under keys kept outside the database, and texts
sealed under such a key until they have left (architecture.md, rule 6).
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from caisse.store.schema import INSURED, METADATA, TERMINAL, Instant

ACCOUNT = Table(
    "account",
    METADATA,
    Column("insured_id", ForeignKey(INSURED.c.person_id), primary_key=True, autoincrement=False),
    Column("password_hash", Text),
    # A code of 8 to 13 digits from before 2021: still opens, must then be replaced.
    Column("legacy", Boolean, nullable=False),
    Column("mobile", String(16)),
    Column("email", Text, index=True),
    Column("email_confirmed_at", Instant),
    Column("pending_email", Text),
)

# One e-mail address, one account: whoever confirms first has it.
EMAIL_CLAIM = Table(
    "email_claim",
    METADATA,
    Column("email", Text, primary_key=True),
    Column("insured_id", ForeignKey(ACCOUNT.c.insured_id), nullable=False, unique=True),
)

# Wrong passwords and codes, counted by HMAC(NIR) whether there is such an account or not.
SIGN_IN_FAILURE = Table(
    "sign_in_failure",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("subject", LargeBinary(32), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("terminal", String(64), nullable=False, index=True),
    Column("failed_at", Instant, nullable=False, index=True),
    # A good sign-in since: it no longer counts for the delays, only for the day.
    Column("forgiven", Boolean, nullable=False),
)

CODE_PROVISOIRE = Table(
    "code_provisoire",
    METADATA,
    # One live code a person: a new one takes the old one's place.
    Column("insured_id", ForeignKey(INSURED.c.person_id), primary_key=True, autoincrement=False),
    Column("request", String(32), nullable=False),
    Column("mac", LargeBinary(32), nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("tries_left", Integer, nullable=False),
)

# Every issue, for the limits per person and per terminal; ``place`` is a terminal's name or an agent's.
CODE_ISSUE = Table(
    "code_issue",
    METADATA,
    Column("request", String(32), primary_key=True),
    Column("subject", LargeBinary(32), nullable=False, index=True),
    Column("place", String(64), nullable=False, index=True),
    Column("by_hand", Boolean, nullable=False),
    Column("issued_at", Instant, nullable=False, index=True),
)

SMS = Table(
    "sms",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("request", String(32), nullable=False, unique=True),
    Column("insured_id", ForeignKey(INSURED.c.person_id), nullable=False, index=True),
    # The terminal that was given it, None for the gateway.
    Column("terminal", ForeignKey(TERMINAL.c.name)),
    # Number and text, until a delivery verdict or 10 minutes.
    Column("sealed", LargeBinary),
    Column("sent_at", Instant, nullable=False),
    Column("erase_at", Instant, nullable=False, index=True),
    Column("outcome", String(16)),
)

EMAIL_LINK = Table(
    "email_link",
    METADATA,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("insured_id", ForeignKey(ACCOUNT.c.insured_id), nullable=False, index=True),
    # The address that the link confirms; None for a password's.
    Column("email", Text),
    Column("expires_at", Instant, nullable=False, index=True),
)

# Who asked for the link to a new password, counted by HMAC(NIR) and by terminal, known or not.
RESET_ASK = Table(
    "reset_ask",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("subject", LargeBinary(32), nullable=False, index=True),
    Column("terminal", String(64), nullable=False, index=True),
    Column("asked_at", Instant, nullable=False, index=True),
    # NIR and birth date, sealed until they have been looked at: the request itself learns nothing of the person.
    Column("sealed", LargeBinary),
)

# E-mails that have not left yet, sealed: recipient, subject and text.
MAIL = Table(
    "mail",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("queued_at", Instant, nullable=False),
    Column("next_try_at", Instant, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("give_up_at", Instant, nullable=False),
)

ROBOT_CHECK = Table(
    "robot_check",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("mac", LargeBinary(32), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

AGENT = Table(
    "agent",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)

AGENT_SESSION = Table(
    "agent_session",
    METADATA,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("agent", ForeignKey(AGENT.c.name), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

# What somebody should look at: many wrong secrets from one place, over many people.
ALARM = Table(
    "alarm",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("place", String(64), nullable=False),
    Column("raised_at", Instant, nullable=False, index=True),
    Column("count", Integer, nullable=False),
)
