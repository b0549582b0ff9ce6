"""Counts wrong secrets, and says how long to wait (SEC-02, SEC-05, SEC-11).

A try is written down as wrong before it is looked at and struck out once it proves right: tries made at the same
instant all count, whatever the server does next. Counted per HMAC(NIR), whether the caisse knows the NIR or not.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.figures import DAY
from caisse.keys import Keys
from caisse.store.account_schema import SIGN_IN_FAILURE
from caisse.store.alone import alone
from teleservices.nir import Nir


class Tried(StrEnum):
    """What was tried; each is counted by itself, so that wrong codes never lock the password."""

    ACCOUNT = "account"
    """The account's password, or its legacy code."""
    CODE = "code"
    """A code provisoire."""


@dataclass(frozen=True)
class Wait:
    """No try now.

    Attributes:
        seconds: until the next.
    """

    seconds: int


@dataclass(frozen=True, repr=False)
class Try:
    """A try that may be looked at, counted as wrong until it is struck out.

    Attributes:
        id: of its row.
        left: wrong ones that remain before a wait, should this one be wrong.
        wait_s: seconds of wait, should this one be wrong.
    """

    id: str
    subject: bytes
    kind: Tried
    left: int
    wait_s: int


def subject_of(keys: Keys, nir: Nir) -> bytes:
    """What stands for a NIR where failures and requests are counted."""
    return hmac.digest(keys.subjects, nir.body.encode(), sha256)


def begin_try(connection: Connection, subject: bytes, kind: Tried, terminal: str, at: Circumstances) -> Try | Wait:
    """Ask whether a secret may be tried, and count it if so.

    Args:
        connection: inside a write; of what is asked at once for one subject, one after the other is answered.
        subject: ``subject_of`` whoever the secret would open.
        kind: what is tried.
        terminal: where.
        at: the moment and the caisse's choices.
    """
    alone(connection, subject)
    tried = _about(subject, kind) & (SIGN_IN_FAILURE.c.failed_at > at.now - DAY)
    rows = connection.execute(select(SIGN_IN_FAILURE).where(tried).order_by(SIGN_IN_FAILURE.c.failed_at)).all()
    moments = [row.failed_at for row in rows]
    unforgiven = [row.failed_at for row in rows if not row.forgiven]
    until = _open_again(moments, unforgiven, kind, at)
    if until > at.now:
        return Wait(whole_seconds(until - at.now))
    new = at.new_id()
    connection.execute(
        insert(SIGN_IN_FAILURE).values(
            id=new, subject=subject, kind=kind, terminal=terminal, failed_at=at.now, forgiven=False
        )
    )
    moments, unforgiven = [*moments, at.now], [*unforgiven, at.now]
    wait_s = whole_seconds(_open_again(moments, unforgiven, kind, at) - at.now)
    return Try(new, subject, kind, _left(len(moments), len(unforgiven), kind, at), wait_s)


def good(connection: Connection, tried: Try) -> None:
    """The secret was right: its try is struck out, the others no longer count for the delays, only for the day."""
    strike(connection, tried)
    connection.execute(update(SIGN_IN_FAILURE).where(_about(tried.subject, tried.kind)).values(forgiven=True))


def strike(connection: Connection, tried: Try) -> None:
    """The try does not count: there was nothing to be guessed."""
    connection.execute(delete(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.c.id == tried.id))


def wrong_today(connection: Connection, subject: bytes, kind: Tried, now: datetime) -> list[datetime]:
    """When a wrong one was tried in the last 24 hours, in order of time."""
    recent = _about(subject, kind) & (SIGN_IN_FAILURE.c.failed_at > now - DAY)
    statement = select(SIGN_IN_FAILURE.c.failed_at).where(recent).order_by(SIGN_IN_FAILURE.c.failed_at)
    return list(connection.execute(statement).scalars())


def sweep_failures(connection: Connection, now: datetime) -> None:
    """Forget the failures that count for nothing any more."""
    connection.execute(delete(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.c.failed_at <= now - DAY))


def _about(subject: bytes, kind: Tried) -> ColumnElement[bool]:
    return (SIGN_IN_FAILURE.c.subject == subject) & (SIGN_IN_FAILURE.c.kind == kind)


def _open_again(moments: list[datetime], unforgiven: list[datetime], kind: Tried, at: Circumstances) -> datetime:
    """When the next try may be made, given the wrong ones in order of time; not after now when it may be now."""
    figures = at.settings.identification
    most = figures.passwords.per_day if kind is Tried.ACCOUNT else figures.codes.wrong_per_day
    until = at.now
    if len(moments) >= most:
        until = moments[-most] + DAY
    if kind is Tried.ACCOUNT and unforgiven:
        until = max(until, unforgiven[-1] + figures.passwords.wait_after(len(unforgiven)))
    return until


def _left(wrong: int, unforgiven: int, kind: Tried, at: Circumstances) -> int:
    figures = at.settings.identification
    if kind is Tried.CODE:
        return max(0, figures.codes.wrong_per_day - wrong)
    return max(0, min(figures.passwords.free - unforgiven, figures.passwords.per_day - wrong))


def whole_seconds(span: timedelta) -> int:
    """Whole seconds, rounded up: who waits so long has waited enough."""
    return -(-span // timedelta(seconds=1))
