"""The trail of maintenance: who did what at which terminal, kept for a year."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from caisse.handlers.circumstances import Circumstances
from caisse.store.maintenance_schema import DEED
from teleservices.wire.maintenance import Deed, Way

KEPT: Final = timedelta(days=365)
"""How long a line is kept (ours): a year of maintenance, then nobody needs to know who came."""
ANSWERED: Final = "answer-given"
"""The deed that the caisse itself puts down: its page gave the answer to a challenge."""


@dataclass(frozen=True)
class Line:
    """One deed.

    Attributes:
        deed: ``ANSWERED``, or what the terminal says.
        technician: number, or the user's name for ``Way.SHELL``; empty when refused before one was typed.
        outcome: ``done``, or a word of the deed's own.
        done_at: UTC.
        unsure: the terminal's clock was wrong.
    """

    terminal: str
    deed: str
    way: Way
    technician: str
    outcome: str
    done_at: datetime
    unsure: bool


DEEDS: Final = (*(deed.value for deed in Deed), ANSWERED)
"""Everything that a line may tell."""

_COLUMNS: Final = tuple(DEED.c[name] for name in Line.__dataclass_fields__)


def put_down(connection: Connection, line: Line, at: Circumstances, op: str | None = None) -> None:
    """Add a line.

    Args:
        connection: inside a write.
        line: what to add.
        at: the moment.
        op: of the envelope that brought it; None for what the caisse did.
    """
    connection.execute(insert(DEED).values(id=at.new_id(), op=op, **asdict(line)))


def trail(
    connection: Connection, *, terminal: str | None = None, since: datetime | None = None, most: int | None = None
) -> tuple[Line, ...]:
    """The lines, the latest first.

    Args:
        connection: any.
        terminal: whose; None for all.
        since: from when; None for as long as they are kept.
        most: how many; None for all.
    """
    wanted = select(*_COLUMNS).order_by(DEED.c.done_at.desc(), DEED.c.op.desc()).limit(most)
    if terminal is not None:
        wanted = wanted.where(DEED.c.terminal == terminal)
    if since is not None:
        wanted = wanted.where(DEED.c.done_at >= since)
    return tuple(
        Line(row.terminal, row.deed, Way(row.way), row.technician, row.outcome, row.done_at, row.unsure)
        for row in connection.execute(wanted)
    )


def sweep_trail(connection: Connection, now: datetime) -> None:
    """Forget what is older than ``KEPT``."""
    connection.execute(delete(DEED).where(DEED.c.done_at <= now - KEPT))
