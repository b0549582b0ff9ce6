"""What the caisse made of it: how much waits to be applied, and whether each declaration counted exactly once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sqlalchemy import Connection, func, select

from caisse.declarations.opened import Outcome
from caisse.store.declaration_schema import ADDRESS, REQUEST
from caisse.store.intake_schema import INTAKE
from caisse.store.store import Store
from teleservices.wire.consultation import RequestState
from tools.soak.terminal import Sent

_LOOK_S: Final = 0.5


def waiting(store: Store) -> int:
    """How many accepted declarations have no outcome yet."""
    count = select(func.count()).select_from(INTAKE).where(INTAKE.c.outcome.is_(None))
    return store.read(lambda connection: connection.execute(count).scalar_one())


def wait_until_applied(store: Store, patience_s: float) -> float:
    """Wait until nothing waits, or until ``patience_s`` seconds passed without any progress; gives the seconds."""
    pause = threading.Event()
    began = progressed = time.monotonic()
    least = left = waiting(store)
    while left and time.monotonic() - progressed < patience_s:
        pause.wait(_LOOK_S)
        left = waiting(store)
        if left < least:
            least, progressed = left, time.monotonic()
    return time.monotonic() - began


def differences(store: Store, sent: Sequence[Sent]) -> list[str]:
    """What was sent against what was applied: an empty list when each counted exactly once, lanes in order."""

    def look(connection: Connection) -> list[str]:
        return [*_counted(connection, sent), *_in_order(connection, len(sent)), *_last_words(connection, sent)]

    return store.read(look)


def _counted(connection: Connection, sent: Sequence[Sent]) -> list[str]:
    rows = connection.execute(select(REQUEST.c.terminal, REQUEST.c.reference, REQUEST.c.state))
    applied = Counter((row.terminal, row.reference) for row in rows if row.state == RequestState.REGISTERED)
    wanted = Counter((one.terminal, one.reference) for one in sent)
    all_rows = connection.execute(select(func.count()).select_from(REQUEST)).scalar_one()
    found = {
        "sent, never applied": (wanted - applied).total(),
        "applied twice, or never sent": (applied - wanted).total(),
        "ended otherwise than registered": all_rows - applied.total(),
    }
    return [f"{what}: {count}" for what, count in found.items() if count]


def _in_order(connection: Connection, count: int) -> list[str]:
    lane = (INTAKE.c.terminal, INTAKE.c.epoch, INTAKE.c.lane)
    rows = connection.execute(select(*lane, INTAKE.c.applied_at, INTAKE.c.outcome).order_by(*lane, INTAKE.c.seq)).all()
    found = {
        "rows of the intake too many or too few": abs(len(rows) - count),
        "rows of the intake with another outcome": sum(row.outcome != Outcome.REGISTERED for row in rows),
        "applied before what stands before it in its lane": sum(
            before[:3] == row[:3]
            and None not in (before.applied_at, row.applied_at)
            and row.applied_at < before.applied_at
            for before, row in pairwise(rows)
        ),
    }
    return [f"{what}: {amount}" for what, amount in found.items() if amount]


def _last_words(connection: Connection, sent: Sequence[Sent]) -> list[str]:
    """Whoever declares again and again ends with the address that they declared last."""
    last = {one.terminal: one.street for one in sent}
    rows = connection.execute(select(ADDRESS.c.lines).where(ADDRESS.c.filed_at.is_not(None))).scalars()
    standing = {lines.split("\n")[0] for lines in rows}
    missing = len(set(last.values()) - standing)
    return [f"people whose last address does not stand: {missing}"] if missing else []
