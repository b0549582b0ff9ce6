"""What somebody should look at: rows for the operator, each with its place and no person."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, bindparam, distinct, func, insert, select, update

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.guard import Tried
from caisse.store.account_schema import ALARM, SIGN_IN_FAILURE
from caisse.store.alone import alone


class AlarmKind(StrEnum):
    """Kinds of alarms."""

    SPRAYING = "spraying"
    """Wrong passwords of many people from one place (CAPEC-565)."""
    CODE_SPRAYING = "code-spraying"
    """The same with codes provisoires."""
    MANY_CODES = "many-codes"
    """The codes that may be asked at one terminal in an hour are used up."""
    CONFLICT = "declaration-conflict"
    """A terminal delivered another declaration under the key of one that it had delivered: a bug or tampering."""
    UNREADABLE = "declaration-unreadable"
    """A declaration cannot be opened, or nobody knows its person."""
    STUCK = "declaration-stuck"
    """Handling a declaration fails again and again: a bug, and its lane waits."""


_GOING_ON: Final = (
    update(ALARM)
    .where(
        ALARM.c.kind == bindparam("its_kind"),
        ALARM.c.place == bindparam("its_place"),
        ALARM.c.raised_at > bindparam("since"),
    )
    .values(count=bindparam("how_many"))
)
_RAISE: Final = insert(ALARM)
_SPRAYING = {Tried.ACCOUNT: AlarmKind.SPRAYING, Tried.CODE: AlarmKind.CODE_SPRAYING}


def note_wrong(connection: Connection, kind: Tried, place: str, at: Circumstances) -> AlarmKind | None:
    """Look at a place after a wrong secret.

    Args:
        connection: inside a write, the try already counted.
        kind: what was tried.
        place: the terminal.
        at: the moment and the caisse's choices.

    Returns:
        the alarm, if this one has just raised it; one that is on already is only counted up.
    """
    figures = at.settings.identification.spraying
    people = connection.execute(
        select(func.count(distinct(SIGN_IN_FAILURE.c.subject))).where(
            SIGN_IN_FAILURE.c.terminal == place,
            SIGN_IN_FAILURE.c.kind == kind,
            SIGN_IN_FAILURE.c.failed_at > at.now - timedelta(minutes=figures.minutes),
        )
    ).scalar_one()
    if people < figures.people:
        return None
    return sound(connection, _SPRAYING[kind], place, people, at)


def sound(connection: Connection, kind: AlarmKind, place: str, count: int, at: Circumstances) -> AlarmKind | None:
    """Raise an alarm, or count up the one of the same kind and place that is on.

    Args:
        connection: inside a write.
        kind: what happened.
        place: where.
        count: how many people, or codes.
        at: the moment and the caisse's choices: an alarm is on for as long as spraying is looked back upon.

    Returns:
        the alarm, if it was not on.
    """
    alone(connection, sha256(f"{kind} {place}".encode()).digest())
    since = at.now - timedelta(minutes=at.settings.identification.spraying.minutes)
    going_on = {"its_kind": kind, "its_place": place, "since": since, "how_many": count}
    if connection.execute(_GOING_ON, going_on).rowcount:
        return None
    raised = {"id": at.new_id(), "kind": kind, "place": place, "raised_at": at.now, "count": count}
    connection.execute(_RAISE, raised)
    return kind
