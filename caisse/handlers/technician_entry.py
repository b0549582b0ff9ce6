"""Letting a technician in, at a terminal or at the caisse's own page: tries at a code, counted as agents' are."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, select

from caisse.handlers.alarms import note_wrong
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.guard import Tried, Try, Wait, begin_try, good
from caisse.handlers.refusal import Refusal
from caisse.handlers.staff_sessions import TECHNICIAN_SESSIONS
from caisse.handlers.technicians import is_number
from caisse.store.maintenance_schema import TECHNICIAN
from teleservices.wire.problems import Problem

PLACE: Final = "page /technician"
"""Where codes typed at the caisse's own page are counted, beside the terminals."""


@dataclass(frozen=True)
class Technician:
    """Somebody who was let in.

    Attributes:
        number: ``NUMBER_DIGITS`` digits.
        name: as the operator gave it.
    """

    number: str
    name: str


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
