"""The technicians: names given by the operator, numbers and codes drawn for them, and trying a code."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, insert, select, update

from caisse.handlers.alarms import note_wrong
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.guard import Tried, Try, Wait, begin_try, good
from caisse.handlers.refusal import Refusal
from caisse.handlers.staff_sessions import TECHNICIAN_SESSIONS
from caisse.store.maintenance_schema import TECHNICIAN
from teleservices.wire.maintenance import CODE_DIGITS, NUMBER_DIGITS
from teleservices.wire.problems import Problem

PLACE: Final = "page /technician"
"""Where codes typed at the caisse's own page are counted, beside the terminals."""

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,47}")
_NUMBER: Final = re.compile(f"[0-9]{{{NUMBER_DIGITS}}}")
_CODE: Final = re.compile(f"[0-9]{{{CODE_DIGITS}}}")


@dataclass(frozen=True)
class Technician:
    """Somebody who was let in.

    Attributes:
        number: ``NUMBER_DIGITS`` digits.
        name: as the operator gave it.
    """

    number: str
    name: str


@dataclass(frozen=True)
class TechnicianState:
    """A technician, for the operator's list.

    Attributes:
        revoked_at: None while they may go in.
    """

    number: str
    name: str
    added_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, repr=False)
class TechnicianTry:
    """A code that is being looked at.

    Attributes:
        place: the terminal where it was typed, or ``PLACE``.
        code_hash: what it must match; None where nothing could.
    """

    number: str
    place: str
    tried: Try
    code_hash: str | None


def valid_name(name: str) -> bool:
    """Whether a technician may be called so: small letters, digits, dots and hyphens, 48 at most."""
    return _NAME.fullmatch(name) is not None


def is_number(text: str) -> bool:
    """Whether a text can be a technician's number."""
    return _NUMBER.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Whether a text can be a code, a challenge or an answer."""
    return _CODE.fullmatch(text) is not None


def new_code(below: Callable[[int], int]) -> str:
    """Draw a code, no value left out.

    Args:
        below: ``secrets.randbelow``.
    """
    return f"{below(10**CODE_DIGITS):0{CODE_DIGITS}}"


def add(connection: Connection, name: str, code_hash: str, below: Callable[[int], int], now: datetime) -> str:
    """Let a technician in; one who exists keeps their number, gets the new code and loses the sessions of the old one.

    Args:
        connection: inside a write.
        name: a ``valid_name``.
        code_hash: as ``Hasher.hashed`` gives it.
        below: ``secrets.randbelow``; a new number is drawn with it.
        now: the moment.

    Returns:
        the number.
    """
    values = {"code_hash": code_hash, "invented": False, "revoked_at": None}
    number = _number_of(connection, name)
    if number is None:
        number = _free_number(connection, below)
        connection.execute(insert(TECHNICIAN).values(number=number, name=name, added_at=now, **values))
        return number
    TECHNICIAN_SESSIONS.close_all(connection, number)
    connection.execute(update(TECHNICIAN).where(TECHNICIAN.c.number == number).values(values))
    return number


def revoke(connection: Connection, name: str, now: datetime) -> bool:
    """End a technician's access at once, sessions included; False when there is none of that name."""
    number = _number_of(connection, name)
    if number is None:
        return False
    TECHNICIAN_SESSIONS.close_all(connection, number)
    connection.execute(update(TECHNICIAN).where(TECHNICIAN.c.number == number).values(revoked_at=now))
    return True


def known(connection: Connection) -> tuple[TechnicianState, ...]:
    """Every technician, by name."""
    columns = (TECHNICIAN.c.number, TECHNICIAN.c.name, TECHNICIAN.c.added_at, TECHNICIAN.c.revoked_at)
    return tuple(TechnicianState(*row) for row in connection.execute(select(*columns).order_by(TECHNICIAN.c.name)))


def begin_entry(connection: Connection, number: str, place: str, at: Circumstances) -> TechnicianTry | Refusal:
    """Count a try at a technician's code, whether there is such a technician or not; ``LOCKED`` where none may be made.

    Args:
        connection: inside a write.
        number: as typed.
        place: the terminal, or ``PLACE``.
        at: the moment and the caisse's choices.
    """
    subject = hmac.digest(at.keys.subjects, f"technician:{number}".encode(), sha256)
    tried = begin_try(connection, subject, Tried.ACCOUNT, place, at)
    if isinstance(tried, Wait):
        return Refusal(Problem.LOCKED, retry_after_s=tried.seconds)
    found = _active(connection, number, at)
    return TechnicianTry(number, place, tried, None if found is None else found[1])


def end_entry(connection: Connection, begun: TechnicianTry, at: Circumstances, *, fits: bool) -> Technician | Refusal:
    """Settle a try.

    Args:
        connection: inside another write.
        begun: what ``begin_entry`` gave.
        at: the moment and the caisse's choices.
        fits: whether the typed code matched.

    Returns:
        who it is; ``CREDENTIALS``.
    """
    found = _active(connection, begun.number, at)
    if not fits or found is None or found[1] != begun.code_hash:
        alarm = note_wrong(connection, Tried.ACCOUNT, begun.place, at)
        return Refusal(Problem.CREDENTIALS, tries_left=begun.tried.left, alarm=alarm)
    good(connection, begun.tried)
    return found[0]


def signed_in(connection: Connection, token: str, at: Circumstances) -> Technician | None:
    """The technician whose session at the page a token opens; None for any other token.

    Args:
        connection: inside a write.
        token: of the browser.
        at: the moment and the caisse's choices.
    """
    number = TECHNICIAN_SESSIONS.holder(connection, token, at.now)
    found = None if number is None else _active(connection, number, at)
    return None if found is None else found[0]


def _active(connection: Connection, number: str, at: Circumstances) -> tuple[Technician, str] | None:
    """Who may go in under a number, and what their code must match; the cast's may not in production."""
    # What is no number may hold signs that PostgreSQL refuses.
    if not is_number(number):
        return None
    of_number = (TECHNICIAN.c.number == number) & TECHNICIAN.c.revoked_at.is_(None)
    row = connection.execute(select(TECHNICIAN).where(of_number)).one_or_none()
    if row is None or (row.invented and at.settings.production):
        return None
    return Technician(row.number, row.name), row.code_hash


def _number_of(connection: Connection, name: str) -> str | None:
    found: str | None = connection.execute(select(TECHNICIAN.c.number).where(TECHNICIAN.c.name == name)).scalar()
    return found


def _free_number(connection: Connection, below: Callable[[int], int]) -> str:
    taken = set(connection.execute(select(TECHNICIAN.c.number)).scalars())
    while (number := f"{below(10**NUMBER_DIGITS):0{NUMBER_DIGITS}}") in taken:
        pass
    return number
