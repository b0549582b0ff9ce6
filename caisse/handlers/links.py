"""Links in e-mails: a token of 256 bits each, of which the caisse keeps the hash; followed once, the newest only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from caisse.handlers.secret import hashed
from caisse.store.account_schema import EMAIL_LINK
from teleservices.email_address import EmailAddress


class LinkPurpose(StrEnum):
    """What following a link does."""

    ADDRESS = "address"
    """Confirms a new e-mail address."""
    RESET = "reset"
    """Lets a new password be chosen."""


@dataclass(frozen=True, repr=False)
class EmailLink:
    """A link that may be followed.

    Attributes:
        insured_id: whose account.
        address: the one to confirm; None for a password's.
    """

    insured_id: int
    address: EmailAddress | None


def new_link(connection: Connection, purpose: LinkPurpose, token: str, link: EmailLink, expires_at: datetime) -> None:
    """Let a link be followed; those of the same purpose and account that came before are worth nothing from now on.

    Args:
        connection: inside a write.
        purpose: what it does.
        token: at least 256 random bits; only its hash is kept.
        link: for whom.
        expires_at: UTC.
    """
    revoke_links(connection, purpose, link.insured_id)
    connection.execute(
        insert(EMAIL_LINK).values(
            token_hash=hashed(token),
            purpose=purpose,
            insured_id=link.insured_id,
            email=None if link.address is None else link.address.text,
            expires_at=expires_at,
        )
    )


def find_link(connection: Connection, purpose: LinkPurpose, token: str, now: datetime) -> EmailLink | None:
    """The link of a token, untouched; None for a token that is unknown, followed, replaced or too old."""
    statement = select(EMAIL_LINK.c.insured_id, EMAIL_LINK.c.email).where(_good(purpose, token, now))
    row = connection.execute(statement).one_or_none()
    return None if row is None else _link(row.insured_id, row.email)


def follow_link(connection: Connection, purpose: LinkPurpose, token: str, now: datetime) -> EmailLink | None:
    """The same, inside a write; the link is spent."""
    spent = delete(EMAIL_LINK).where(_good(purpose, token, now))
    row = connection.execute(spent.returning(EMAIL_LINK.c.insured_id, EMAIL_LINK.c.email)).one_or_none()
    return None if row is None else _link(row.insured_id, row.email)


def revoke_links(connection: Connection, purpose: LinkPurpose, insured_id: int) -> None:
    """Make an account's links of one purpose worth nothing."""
    connection.execute(delete(EMAIL_LINK).where(EMAIL_LINK.c.insured_id == insured_id, EMAIL_LINK.c.purpose == purpose))


def sweep_links(connection: Connection, now: datetime) -> None:
    """Forget the links that are too old."""
    connection.execute(delete(EMAIL_LINK).where(EMAIL_LINK.c.expires_at <= now))


def _good(purpose: LinkPurpose, token: str, now: datetime) -> ColumnElement[bool]:
    mine = (EMAIL_LINK.c.token_hash == hashed(token)) & (EMAIL_LINK.c.purpose == purpose)
    return mine & (EMAIL_LINK.c.expires_at > now)


def _link(insured_id: int, email: str | None) -> EmailLink:
    return EmailLink(insured_id, None if email is None else EmailAddress(email))
