"""The check against robots: five digits to read or to hear, good once, for ten minutes."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, delete, insert

from caisse.handlers.circumstances import Circumstances
from caisse.store.account_schema import ROBOT_CHECK
from teleservices.alphabets import ALPHABETS, FieldKind
from teleservices.wire.passwords import RobotAnswer

DIGITS: Final = ALPHABETS[FieldKind.CHECK].longest
"""How many."""
LIFE: Final = timedelta(minutes=10)


def new_check(connection: Connection, at: Circumstances) -> tuple[str, str]:
    """Draw the digits of a check.

    Args:
        connection: inside a write.
        at: the moment and the source of chance.

    Returns:
        the check's id, and its digits, to be shown and forgotten.
    """
    name, signs = at.new_id(), f"{at.below(10**DIGITS):0{DIGITS}d}"
    connection.execute(insert(ROBOT_CHECK).values(id=name, mac=_mac(at, name, signs), expires_at=at.now + LIFE))
    return name, signs


def passed(connection: Connection, answer: RobotAnswer, at: Circumstances) -> bool:
    """Whether somebody read or heard the digits; right or wrong, the check is spent.

    Args:
        connection: inside a write.
        answer: as typed.
        at: the moment.
    """
    mac = connection.execute(
        delete(ROBOT_CHECK)
        .where(ROBOT_CHECK.c.id == answer.id, ROBOT_CHECK.c.expires_at > at.now)
        .returning(ROBOT_CHECK.c.mac)
    ).scalar()
    return hmac.compare_digest(bytes(mac or b""), _mac(at, answer.id, answer.signs))


def sweep_checks(connection: Connection, now: datetime) -> None:
    """Forget the checks that are too old."""
    connection.execute(delete(ROBOT_CHECK).where(ROBOT_CHECK.c.expires_at <= now))


def _mac(at: Circumstances, name: str, signs: str) -> bytes:
    return hmac.digest(at.keys.codes, f"robot:{name}:{signs}".encode(), sha256)
