"""Erasing what time has made worthless."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete

from caisse.handlers.codes import sweep_codes
from caisse.handlers.guard import sweep_failures
from caisse.handlers.links import sweep_links
from caisse.handlers.reset_asks import sweep_asks
from caisse.handlers.robots import sweep_checks
from caisse.handlers.sms_orders import sweep_orders
from caisse.handlers.terminals import forget_nonces
from caisse.handlers.trail import sweep_trail
from caisse.store.schema import VISIT


def sweep(connection: Connection, now: datetime) -> None:
    """Forget the visits, nonces, tries, codes, messages, links, checks and deeds that count for nothing any more."""
    connection.execute(delete(VISIT).where(VISIT.c.expires_at <= now))
    forget_nonces(connection, now)
    sweep_failures(connection, now)
    sweep_codes(connection, now)
    sweep_orders(connection, now)
    sweep_links(connection, now)
    sweep_asks(connection, now)
    sweep_checks(connection, now)
    sweep_trail(connection, now)
