"""Codes provisoires: made and checked here, kept only as an HMAC under a key outside the database (SEC-01…09)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from caisse.handlers.alarms import AlarmKind, note_wrong, sound
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.figures import DAY
from caisse.handlers.guard import Tried, Wait, begin_try, good, strike, subject_of, whole_seconds, wrong_today
from caisse.handlers.people import Insured
from caisse.handlers.refusal import Refusal
from caisse.store.account_schema import CODE_ISSUE, CODE_PROVISOIRE, SMS
from caisse.store.alone import alone
from teleservices.nir import Nir
from teleservices.wire.problems import Problem

_HOUR: Final = timedelta(hours=1)


class Way(StrEnum):
    """How a code reaches its holder."""

    BY_SMS = "sms"
    BY_HAND = "hand"
    """An agent has checked who it is, and shows it once."""


@dataclass(frozen=True, repr=False)
class NewCode:
    """A code that was just made; the only place where it ever stands as it is.

    Attributes:
        code: four digits.
        request: which issue this is.
        expires_at: UTC.
    """

    code: str
    request: str
    expires_at: datetime


def issue_code(connection: Connection, insured: Insured, way: Way, place: str, at: Circumstances) -> NewCode | Refusal:
    """Make a code; the one before it, whatever its way, is worth nothing from now on.

    Args:
        connection: inside a write.
        insured: for whom.
        way: the limits on requests are those of ``BY_SMS`` only; the one on wrong codes holds for both.
        place: the terminal's name, or the agent's.
        at: the moment and the caisse's choices.

    Returns:
        the code; or ``TOO_MANY_CODES`` with the seconds to wait.
    """
    subject = subject_of(at.keys, insured.nir)
    alone(connection, subject)
    refused = _too_many(connection, subject, way, place, at)
    if refused is not None:
        return refused
    new = NewCode(f"{at.below(10_000):04d}", at.new_id(), at.now + at.settings.identification.codes.life)
    cancel_code(connection, insured.person.id)
    connection.execute(
        insert(CODE_PROVISOIRE).values(
            insured_id=insured.person.id,
            request=new.request,
            mac=_mac(at, insured.nir, new.request, new.code),
            issued_at=at.now,
            expires_at=new.expires_at,
            tries_left=at.settings.identification.codes.tries,
        )
    )
    connection.execute(
        insert(CODE_ISSUE).values(
            request=new.request, subject=subject, place=place, by_hand=way is Way.BY_HAND, issued_at=at.now
        )
    )
    return new


def check_code(
    connection: Connection, insured: Insured, typed: str, terminal: str, at: Circumstances
) -> Refusal | None:
    """Try a code, and spend it if it is right.

    Args:
        connection: inside a write.
        insured: whose card is in the reader.
        typed: four digits.
        terminal: where.
        at: the moment and the caisse's choices.

    Returns:
        None when it was right; ``CREDENTIALS`` with the tries left, ``CODE_SPENT`` where there is no live code,
        ``LOCKED`` after too many wrong ones in a day.
    """
    tried = begin_try(connection, subject_of(at.keys, insured.nir), Tried.CODE, terminal, at)
    if isinstance(tried, Wait):
        return Refusal(Problem.LOCKED, retry_after_s=tried.seconds)
    live = live_code(connection, insured.person.id, at.now)
    if live is None:
        strike(connection, tried)
        return Refusal(Problem.CODE_SPENT)
    if hmac.compare_digest(live.mac, _mac(at, insured.nir, live.request, typed)):
        good(connection, tried)
        cancel_code(connection, insured.person.id)
        return None
    left = live.tries_left - 1
    if left:
        connection.execute(update(CODE_PROVISOIRE).where(_of(insured.person.id)).values(tries_left=left))
    else:
        cancel_code(connection, insured.person.id)
    alarm = note_wrong(connection, Tried.CODE, terminal, at)
    return Refusal(Problem.CREDENTIALS, tries_left=left, alarm=alarm)


def live_code(connection: Connection, insured_id: int, now: datetime) -> Row[Any] | None:
    """The row of the one code of a person that may still be used, None where there is none."""
    living = _of(insured_id) & (CODE_PROVISOIRE.c.expires_at > now)
    return connection.execute(select(CODE_PROVISOIRE).where(living)).one_or_none()


def cancel_code(connection: Connection, insured_id: int) -> None:
    """Make a person's code worth nothing, and erase the message that carries it."""
    connection.execute(delete(CODE_PROVISOIRE).where(_of(insured_id)))
    connection.execute(delete(SMS).where(SMS.c.insured_id == insured_id))


def withdraw_code(connection: Connection, insured_id: int, request: str) -> None:
    """Take back a code that could not be sent: it counts as never asked for; a newer one stays."""
    this = _of(insured_id) & (CODE_PROVISOIRE.c.request == request)
    if connection.execute(delete(CODE_PROVISOIRE).where(this)).rowcount:
        connection.execute(delete(SMS).where(SMS.c.request == request))
        connection.execute(delete(CODE_ISSUE).where(CODE_ISSUE.c.request == request))


def sweep_codes(connection: Connection, now: datetime) -> None:
    """Forget the codes that are too old, and the issues that no limit looks back to."""
    connection.execute(delete(CODE_PROVISOIRE).where(CODE_PROVISOIRE.c.expires_at <= now))
    connection.execute(delete(CODE_ISSUE).where(CODE_ISSUE.c.issued_at <= now - DAY))


def _too_many(connection: Connection, subject: bytes, way: Way, place: str, at: Circumstances) -> Refusal | None:
    figures = at.settings.identification.codes
    ends = [_end(wrong_today(connection, subject, Tried.CODE, at.now), figures.wrong_per_day, DAY)]
    alarm: AlarmKind | None = None
    if way is Way.BY_SMS:
        asked = _issues(connection, CODE_ISSUE.c.subject == subject, at.now - DAY)
        ends += [_end(asked, figures.per_day, DAY), _end(asked, 1, timedelta(seconds=figures.apart))]
        alone(connection, sha256(f"codes {place}".encode()).digest())
        here = _issues(connection, CODE_ISSUE.c.place == place, at.now - _HOUR)
        full = _end(here, figures.per_terminal, _HOUR)
        ends.append(full)
        if full is not None:
            alarm = sound(connection, AlarmKind.MANY_CODES, place, len(here), at)
    until = max((end for end in ends if end is not None), default=at.now)
    if until <= at.now:
        return None
    return Refusal(Problem.TOO_MANY_CODES, retry_after_s=whole_seconds(until - at.now), alarm=alarm)


def _issues(connection: Connection, whose: ColumnElement[bool], since: datetime) -> list[datetime]:
    by_sms = CODE_ISSUE.c.by_hand.is_(False) & (CODE_ISSUE.c.issued_at > since)
    statement = select(CODE_ISSUE.c.issued_at).where(whose, by_sms).order_by(CODE_ISSUE.c.issued_at)
    return list(connection.execute(statement).scalars())


def _end(moments: list[datetime], most: int, window: timedelta) -> datetime | None:
    """When there will be fewer than ``most`` in the window again; None where there are now."""
    return moments[-most] + window if len(moments) >= most else None


def _of(insured_id: int) -> ColumnElement[bool]:
    return CODE_PROVISOIRE.c.insured_id == insured_id


def _mac(at: Circumstances, nir: Nir, request: str, code: str) -> bytes:
    return hmac.digest(at.keys.codes, f"{nir.body}{request}{code}".encode(), sha256)
