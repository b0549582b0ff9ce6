"""Answers to the challenges of terminals without a link: given to a technician who has signed in, each put down."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, select

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.guard import whole_seconds
from caisse.handlers.maintenance_secret import secret_of
from caisse.handlers.refusal import Refusal
from caisse.handlers.technician_entry import Technician
from caisse.handlers.terminals import public_key
from caisse.handlers.trail import ANSWERED, Line, put_down
from caisse.store.alone import alone
from caisse.store.maintenance_schema import DEED
from teleservices.wire.maintenance import Way, answer_to
from teleservices.wire.problems import Problem

MOST: Final = 20
"""Answers that a technician gets in an ``HOUR`` (ours): many more than a day's work without a link needs."""
HOUR: Final = timedelta(hours=1)


def give_answer(
    connection: Connection, technician: Technician, terminal: str, challenge: str, at: Circumstances
) -> str | Refusal:
    """Reckon the answer that lets a technician in, and put down that it was given.

    Args:
        connection: inside a write.
        technician: who asks; the answer is worth nothing under another number.
        terminal: the name under which it is enrolled, as typed.
        challenge: ``CODE_DIGITS`` digits.
        at: the moment and the caisse's choices.

    Returns:
        ``CODE_DIGITS`` digits; ``UNKNOWN_TERMINAL`` for one that is not in service; ``LOCKED`` after ``MOST`` answers.
    """
    alone(connection, sha256(f"answers {technician.number}".encode()).digest())
    wait_s = _wait_s(connection, technician, at)
    if wait_s:
        return Refusal(Problem.LOCKED, retry_after_s=wait_s)
    key = public_key(connection, terminal)
    if key is None:
        return Refusal(Problem.UNKNOWN_TERMINAL)
    line = Line(terminal, ANSWERED, Way.OFFLINE, technician.number, "done", at.now, unsure=False)
    put_down(connection, line, at)
    return answer_to(challenge, technician.number, secret_of(at.keys, terminal, key))


def _wait_s(connection: Connection, technician: Technician, at: Circumstances) -> int:
    """Seconds until the next answer; 0 where one may be given now."""
    recent = (
        select(DEED.c.done_at)
        .where(DEED.c.technician == technician.number, DEED.c.deed == ANSWERED, DEED.c.done_at > at.now - HOUR)
        .order_by(DEED.c.done_at.desc())
        .limit(MOST)
    )
    moments = list(connection.execute(recent).scalars())
    return whole_seconds(moments[-1] + HOUR - at.now) if len(moments) == MOST else 0
