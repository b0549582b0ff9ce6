"""Which sealing keys somebody still needs: an outbox out there, or a declaration kept here."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from caisse.store.intake_schema import EPOCH, INTAKE, QUARANTINE
from caisse.store.schema import TERMINAL


def needed_keys(connection: Connection) -> frozenset[str]:
    """The ``key_id`` of the oldest key of each outbox in service, and of everything kept here sealed.

    A terminal that was set up anew has another epoch: what it had before is gone. One out of service delivers nothing.

    Args:
        connection: inside a read.
    """
    newest = select(EPOCH.c.terminal, func.max(EPOCH.c.seen_at).label("seen_at")).group_by(EPOCH.c.terminal).subquery()
    out_there = connection.execute(
        select(EPOCH.c.oldest_key_id)
        .join(newest, (newest.c.terminal == EPOCH.c.terminal) & (newest.c.seen_at == EPOCH.c.seen_at))
        .join(TERMINAL, TERMINAL.c.name == EPOCH.c.terminal)
        .where(TERMINAL.c.revoked_at.is_(None), EPOCH.c.oldest_key_id.is_not(None))
    ).scalars()
    waiting = connection.execute(select(INTAKE.c.header).where(INTAKE.c.outcome.is_(None))).scalars()
    kept = connection.execute(select(QUARANTINE.c.header).where(QUARANTINE.c.sealed.is_not(None))).scalars()
    here = (json.loads(bytes(header))["key_id"] for headers in (waiting, kept) for header in headers)
    return frozenset(out_there) | frozenset(here)
