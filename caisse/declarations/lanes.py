"""The declarations that wait, lane by lane: a lane's next one counts only once its previous one has an outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, exists, func, select, tuple_, update

from caisse.declarations.opened import Outcome
from caisse.declarations.opening import Waiting
from caisse.store.intake_schema import INTAKE

Lane = tuple[str, str, str]
"""Terminal, epoch and lane."""
FIRST: Final[Lane] = ("", "", "")
"""Before every lane."""

_LANE: Final = (INTAKE.c.terminal, INTAKE.c.epoch, INTAKE.c.lane)
_WAITS: Final = INTAKE.c.outcome.is_(None)
_COLUMNS: Final = tuple(INTAKE.c[name] for name in Waiting.__dataclass_fields__)

# Written once: to put a statement together costs more than to run it.
_KEY: Final = (
    INTAKE.c.terminal == bindparam("its_terminal"),
    INTAKE.c.epoch == bindparam("its_epoch"),
    INTAKE.c.seq == bindparam("its_seq"),
)
_BEFORE: Final = INTAKE.alias()
_EARLIER: Final = exists().where(
    _BEFORE.c.terminal == bindparam("its_terminal"),
    _BEFORE.c.epoch == bindparam("its_epoch"),
    _BEFORE.c.lane == bindparam("its_lane"),
    _BEFORE.c.seq < bindparam("its_seq"),
    _BEFORE.c.outcome.is_(None),
)
_CLAIM: Final = update(INTAKE).where(*_KEY, _WAITS, ~_EARLIER).values(tries=INTAKE.c.tries)
_SETTLE: Final = (
    update(INTAKE)
    .where(*_KEY)
    .values(outcome=bindparam("how"), applied_at=bindparam("moment"), sealed=None, next_try_at=None)
)
_POSTPONE: Final = (
    update(INTAKE).where(*_KEY, _WAITS).values(tries=bindparam("failures"), next_try_at=bindparam("until"))
)


def heads(connection: Connection, after: Lane, most: int, now: datetime) -> tuple[tuple[Waiting, ...], Lane]:
    """What is to be done next in the lanes that follow one.

    Args:
        connection: inside a read.
        after: the lane looked at last; ``FIRST`` to begin with.
        most: lanes to look at.
        now: the moment: what is postponed beyond it holds its lane up.

    Returns:
        the first declaration of each lane that is due, and from where to go on: ``FIRST`` once all were looked at.
    """
    found = (
        select(*_LANE, func.min(INTAKE.c.seq).label("seq"))
        .where(_WAITS, tuple_(*_LANE) > tuple_(*after))
        .group_by(*_LANE)
        .order_by(*_LANE)
        .limit(most)
        .subquery()
    )
    same = (INTAKE.c.terminal == found.c.terminal) & (INTAKE.c.epoch == found.c.epoch) & (INTAKE.c.seq == found.c.seq)
    rows = connection.execute(select(*_COLUMNS, INTAKE.c.next_try_at).join(found, same).order_by(*_LANE)).all()
    due = tuple(Waiting(*row[:-1]) for row in rows if row.next_try_at is None or row.next_try_at <= now)
    return due, FIRST if len(rows) < most else (rows[-1].terminal, rows[-1].epoch, rows[-1].lane)


def claim(connection: Connection, waiting: Waiting) -> bool:
    """Make a declaration ours until the write ends; False where another server settled it, or is about to.

    Args:
        connection: inside a write.
        waiting: of ``heads``.
    """
    return connection.execute(_CLAIM, {**_key(waiting), "its_lane": waiting.lane}).rowcount == 1


def settle(connection: Connection, waiting: Waiting, outcome: Outcome, now: datetime) -> None:
    """Record an outcome and erase the content.

    Args:
        connection: inside the write that claimed it.
        waiting: what was claimed.
        outcome: how it ended.
        now: the moment.
    """
    connection.execute(_SETTLE, {**_key(waiting), "how": outcome, "moment": now})


def postpone(connection: Connection, waiting: Waiting, tries: int, until: datetime) -> None:
    """Let a declaration, and its lane, wait.

    Args:
        connection: inside a write.
        waiting: of ``heads``.
        tries: how often handling it has failed.
        until: when to look at it again.
    """
    connection.execute(_POSTPONE, {**_key(waiting), "failures": tries, "until": until})


def _key(waiting: Waiting) -> dict[str, object]:
    return {"its_terminal": waiting.terminal, "its_epoch": waiting.epoch, "its_seq": waiting.seq}
