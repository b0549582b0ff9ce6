"""The fleet's identities: names given by the operator, keys made on the terminals, nonces never seen twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from caisse.handlers.secret import hashed
from caisse.store.intake_schema import TERMINAL_KEY
from caisse.store.schema import ENROLMENT_TOKEN, NONCE, TERMINAL
from teleservices.wire.envelope import signer_of
from teleservices.wire.signature import WINDOW_S

TOKEN_LIFE: Final = timedelta(minutes=15)
"""How long an enrolment token may be used (architecture.md)."""

# Written once: to put a statement together costs more than to run it.
_PUBLIC_KEY: Final = select(TERMINAL.c.public_key).where(TERMINAL.c.name == bindparam("terminal"))
_KEY_OF_SIGNER: Final = select(TERMINAL_KEY.c.public_key).where(
    TERMINAL_KEY.c.terminal == bindparam("terminal"), TERMINAL_KEY.c.signer == bindparam("signer")
)

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True)
class TerminalState:
    """A terminal, for the operator's list.

    Attributes:
        enrolled_at: when its key came; None while it has none.
        revoked_at: when it was put out of service; None while it is in service.
    """

    name: str
    added_at: datetime
    enrolled_at: datetime | None
    revoked_at: datetime | None


def valid_name(name: str) -> bool:
    """Whether a terminal may be called so: small letters, digits and hyphens, 63 at most, as a host is."""
    return _NAME.fullmatch(name) is not None


def add(connection: Connection, name: str, token: str, now: datetime) -> None:
    """Let a terminal enrol under a name.

    A name that exists may be given again, to a machine set up anew: the former key holds until the new one comes,
    and a token not yet used is void.

    Args:
        connection: inside a write.
        name: a ``valid_name``.
        token: at least 256 random bits; only its hash is kept.
        now: the moment, from which the token's life counts.
    """
    if not is_known(connection, name):
        connection.execute(insert(TERMINAL).values(name=name, added_at=now))
    connection.execute(delete(ENROLMENT_TOKEN).where(ENROLMENT_TOKEN.c.terminal == name))
    connection.execute(
        insert(ENROLMENT_TOKEN).values(token_hash=hashed(token), terminal=name, expires_at=now + TOKEN_LIFE)
    )


def enrol(connection: Connection, token: str, public_key: bytes, now: datetime) -> str | None:
    """Take a terminal's key against its token, which is then spent.

    Args:
        connection: inside a write.
        token: as shown.
        public_key: Ed25519, 32 bytes.
        now: the moment.

    Returns:
        the terminal's name; None when the token is unknown, spent or too old.
    """
    name = connection.execute(
        delete(ENROLMENT_TOKEN)
        .where(ENROLMENT_TOKEN.c.token_hash == hashed(token), ENROLMENT_TOKEN.c.expires_at > now)
        .returning(ENROLMENT_TOKEN.c.terminal)
    ).scalar()
    if name is None:
        return None
    connection.execute(
        update(TERMINAL).where(TERMINAL.c.name == name).values(public_key=public_key, enrolled_at=now, revoked_at=None)
    )
    _keep(connection, name, public_key, now)
    return str(name)


def _keep(connection: Connection, name: str, public_key: bytes, now: datetime) -> None:
    signer = signer_of(public_key)
    if key_of_signer(connection, name, signer) is None:
        values = {"terminal": name, "signer": signer, "public_key": public_key, "since": now}
        connection.execute(insert(TERMINAL_KEY).values(values))


def revoke(connection: Connection, name: str, now: datetime) -> bool:
    """Put a terminal out of service: its key and any token of its are void at once; False when there is none.

    What was accepted from it before is still applied.
    """
    connection.execute(delete(ENROLMENT_TOKEN).where(ENROLMENT_TOKEN.c.terminal == name))
    done = connection.execute(update(TERMINAL).where(TERMINAL.c.name == name).values(public_key=None, revoked_at=now))
    return done.rowcount == 1


def known(connection: Connection) -> tuple[TerminalState, ...]:
    """Every terminal, by name."""
    columns = (TERMINAL.c.name, TERMINAL.c.added_at, TERMINAL.c.enrolled_at, TERMINAL.c.revoked_at)
    return tuple(TerminalState(*row) for row in connection.execute(select(*columns).order_by(TERMINAL.c.name)))


def is_known(connection: Connection, name: str) -> bool:
    """Whether the operator ever gave a terminal this name, in service or not."""
    return connection.execute(select(TERMINAL.c.name).where(TERMINAL.c.name == name)).one_or_none() is not None


def public_key(connection: Connection, name: str) -> bytes | None:
    """A terminal's key; None when it is unknown, not enrolled or revoked."""
    key: bytes | None = connection.execute(_PUBLIC_KEY, {"terminal": name}).scalar()
    return key


def key_of_signer(connection: Connection, name: str, signer: str) -> bytes | None:
    """A key that a terminal has, or once had, whatever became of it since: what it signed with it stays verifiable.

    Args:
        connection: any.
        name: the terminal's.
        signer: ``teleservices.wire.envelope.signer_of`` the key.
    """
    key: bytes | None = connection.execute(_KEY_OF_SIGNER, {"terminal": name, "signer": signer}).scalar()
    return key


def note_nonce(connection: Connection, terminal: str, nonce: str, created: datetime) -> bool:
    """Remember a signed request for as long as its signature could pass.

    Args:
        connection: inside a write.
        terminal: who signed.
        nonce: what it signed with.
        created: when it was signed.

    Returns:
        False when this terminal has used the nonce already.
    """
    kept_until = created + timedelta(seconds=2 * WINDOW_S)
    try:
        with connection.begin_nested():
            connection.execute(insert(NONCE).values(terminal=terminal, nonce=nonce, expires_at=kept_until))
    except IntegrityError:
        return False
    return True


def forget_nonces(connection: Connection, now: datetime) -> None:
    """Drop the nonces whose requests would be refused for their age anyway."""
    connection.execute(delete(NONCE).where(NONCE.c.expires_at <= now))
