"""What is judged takes effect: each declaration whole or not at all, several in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from caisse.declarations.lanes import claim, settle
from caisse.declarations.opened import Outcome, Work
from caisse.declarations.opening import Waiting
from caisse.handlers.alarms import AlarmKind, sound
from caisse.handlers.circumstances import Circumstances
from caisse.intake.quarantine import QuarantineKind, put
from caisse.store.job import Caught


@dataclass(frozen=True, repr=False)
class Judged:
    """A declaration of which only the effect is missing.

    Attributes:
        waiting: of ``heads``.
        work: its effect; gives its outcome.
        reason: with the outcome ``UNREADABLE``, for the person who looks.
    """

    waiting: Waiting
    work: Work
    reason: str


@dataclass(frozen=True)
class Applied:
    """How one ended.

    Attributes:
        alarm: raised just now, for the journal.
    """

    outcome: Outcome
    alarm: AlarmKind | None


Ended = Applied | Exception | None
"""An exception where the work had a bug: nothing of it was done. None where another server was first."""


def apply_all(connection: Connection, group: Sequence[Judged], at: Circumstances) -> list[Ended]:
    """Give each its effect and its outcome; what goes wrong with one touches no other.

    Args:
        connection: inside a write.
        group: each of another lane.
        at: the moment.

    Returns:
        one for each of the group.

    Raises:
        OperationalError: the database's own trouble, which is none of theirs.
    """
    return [_apply_one(connection, one, at) for one in group]


def _apply_one(connection: Connection, one: Judged, at: Circumstances) -> Ended:
    with Caught() as caught, connection.begin_nested():
        return _applied(connection, one, at)
    if isinstance(caught.error, OperationalError):
        raise caught.error
    return caught.error


def _applied(connection: Connection, one: Judged, at: Circumstances) -> Applied | None:
    if not claim(connection, one.waiting):
        return None
    outcome = one.work(connection)
    alarm = None
    if outcome is Outcome.UNREADABLE:
        put(connection, kept(one.waiting, QuarantineKind.UNREADABLE, one.reason))
        alarm = sound(connection, AlarmKind.UNREADABLE, one.waiting.terminal, 1, at)
    settle(connection, one.waiting, outcome, at.now)
    return Applied(outcome, alarm)


def kept(waiting: Waiting, kind: QuarantineKind, reason: str) -> dict[str, object]:
    """A row of ``QUARANTINE``; the content of one that is stuck stays in the intake's own row."""
    return {
        "terminal": waiting.terminal,
        "epoch": waiting.epoch,
        "seq": waiting.seq,
        "digest": waiting.digest,
        "kind": kind,
        "reason": reason,
        "header": waiting.header,
        "sealed": None if kind is QuarantineKind.STUCK else waiting.sealed,
        "signature": waiting.signature,
        "received_at": waiting.received_at,
    }
