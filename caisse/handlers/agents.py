"""The agents at the counter: names given by the operator, passwords."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, insert, select, update

from caisse.handlers.alarms import note_wrong
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.guard import Tried, Try, Wait, begin_try, good
from caisse.handlers.refusal import Refusal
from caisse.handlers.staff_sessions import AGENT_SESSIONS
from caisse.store.account_schema import AGENT
from teleservices.wire.problems import Problem

PLACE: Final = "page /agent"
"""Where agents' passwords are counted, beside the terminals."""

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,47}")


@dataclass(frozen=True)
class AgentState:
    """An agent, for the operator's list.

    Attributes:
        revoked_at: None while they may sign in.
    """

    name: str
    added_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, repr=False)
class AgentTry:
    """A password that is being looked at.

    Attributes:
        password_hash: what it must match; None where nothing could.
    """

    name: str
    tried: Try
    password_hash: str | None


def valid_name(name: str) -> bool:
    """Whether an agent may be called so: small letters, digits, dots and hyphens, 48 at most."""
    return _NAME.fullmatch(name) is not None


def add(connection: Connection, name: str, password_hash: str, now: datetime) -> None:
    """Let an agent sign in; one who exists gets the new password, and loses the sessions of the old one.

    Args:
        connection: inside a write.
        name: a ``valid_name``.
        password_hash: as ``Hasher.hashed`` gives it.
        now: the moment.
    """
    AGENT_SESSIONS.close_all(connection, name)
    values = {"password_hash": password_hash, "revoked_at": None}
    if not connection.execute(update(AGENT).where(AGENT.c.name == name).values(values)).rowcount:
        connection.execute(insert(AGENT).values(name=name, added_at=now, **values))


def revoke(connection: Connection, name: str, now: datetime) -> bool:
    """End an agent's access at once, sessions included; False when there is no such agent."""
    AGENT_SESSIONS.close_all(connection, name)
    return connection.execute(update(AGENT).where(AGENT.c.name == name).values(revoked_at=now)).rowcount == 1


def known(connection: Connection) -> tuple[AgentState, ...]:
    """Every agent, by name."""
    rows = connection.execute(select(AGENT).order_by(AGENT.c.name))
    return tuple(AgentState(row.name, row.added_at, row.revoked_at) for row in rows)


def begin_sign_in(connection: Connection, name: str, at: Circumstances) -> AgentTry | Refusal:
    """Count a try at an agent's password, whether there is such an agent or not; ``LOCKED`` where none may be made.

    Args:
        connection: inside a write.
        name: as typed.
        at: the moment and the caisse's choices.
    """
    subject = hmac.digest(at.keys.subjects, f"agent:{name}".encode(), sha256)
    tried = begin_try(connection, subject, Tried.ACCOUNT, PLACE, at)
    if isinstance(tried, Wait):
        return Refusal(Problem.LOCKED, retry_after_s=tried.seconds)
    return AgentTry(name, tried, _password_hash(connection, name))


def end_sign_in(
    connection: Connection, begun: AgentTry, token: str, at: Circumstances, *, fits: bool
) -> Refusal | None:
    """Settle a try, and open a session if it was right.

    Args:
        connection: inside another write.
        begun: what ``begin_sign_in`` gave.
        token: of the session, at least 256 random bits; only its hash is kept.
        at: the moment and the caisse's choices.
        fits: whether the typed password matched.

    Returns:
        None; ``CREDENTIALS``.
    """
    if not fits or _password_hash(connection, begun.name) != begun.password_hash:
        alarm = note_wrong(connection, Tried.ACCOUNT, PLACE, at)
        return Refusal(Problem.CREDENTIALS, tries_left=begun.tried.left, alarm=alarm)
    good(connection, begun.tried)
    AGENT_SESSIONS.open(connection, begun.name, token, at.now)
    return None


def _password_hash(connection: Connection, name: str) -> str | None:
    # What is no name may hold signs that PostgreSQL refuses.
    if not valid_name(name):
        return None
    statement = select(AGENT.c.password_hash).where(AGENT.c.name == name, AGENT.c.revoked_at.is_(None))
    found: str | None = connection.execute(statement).scalar()
    return found
