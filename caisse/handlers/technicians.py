"""The technicians: names given by the operator, numbers and codes drawn for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from caisse.handlers.staff_sessions import TECHNICIAN_SESSIONS
from caisse.store.maintenance_schema import TECHNICIAN
from teleservices.wire.maintenance import CODE_DIGITS, NUMBER_DIGITS

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,47}")
_NUMBER: Final = re.compile(f"[0-9]{{{NUMBER_DIGITS}}}")
_CODE: Final = re.compile(f"[0-9]{{{CODE_DIGITS}}}")


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


def _number_of(connection: Connection, name: str) -> str | None:
    found: str | None = connection.execute(select(TECHNICIAN.c.number).where(TECHNICIAN.c.name == name)).scalar()
    return found


def _free_number(connection: Connection, below: Callable[[int], int]) -> str:
    taken = set(connection.execute(select(TECHNICIAN.c.number)).scalars())
    while (number := f"{below(10**NUMBER_DIGITS):0{NUMBER_DIGITS}}") in taken:
        pass
    return number
