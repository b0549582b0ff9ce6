"""What waits for the caisse."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, assert_never

from kiosk.maintenance.checks.amounts import age
from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen
from kiosk.sync.filing import OutboxHealth, OutboxState

_LATE: Final = timedelta(hours=24)


class OutboxFound(State):
    """Those of ``OutboxHealth``, and what a healthy outbox holds."""

    EMPTY = "empty", Grade.GOOD
    WAITING = "waiting", Grade.GOOD
    UNHEARD = "unheard", Grade.NOTICE
    LATE = "late", Grade.WARNING
    PARKED = "parked", Grade.WARNING
    DEAD = "dead", Grade.WARNING
    NO_KEYS = "no_keys", Grade.FAULT
    FULL = "full", Grade.FAULT
    FAILED = "failed", Grade.FAULT
    HALTED = "halted", Grade.FAULT


class OutboxCheck(Check):
    """Whether declarations are taken, and reach the caisse."""

    id = "outbox"
    states = OutboxFound

    def look(self, seen: Seen) -> Finding:
        """One of ``OutboxFound``."""
        outbox = seen.said.outbox
        if outbox is None:
            return self.found(OutboxFound.UNHEARD)
        facts = {
            name: str(number)
            for name, number in (("pending", outbox.pending), ("parked", outbox.parked), ("dead", outbox.dead))
            if number or name == "pending"
        }
        if outbox.oldest_at is not None:
            facts["oldest"] = age(seen.at - outbox.oldest_at)
        return self.found(_state(outbox, seen.at), **facts)


def _state(outbox: OutboxState, now: datetime) -> OutboxFound:
    match outbox.health:
        case OutboxHealth.READY:
            return _contents(outbox, now)
        case OutboxHealth.NO_KEYS:
            return OutboxFound.NO_KEYS
        case OutboxHealth.FULL:
            return OutboxFound.FULL
        case OutboxHealth.FAILED:
            return OutboxFound.FAILED
        case OutboxHealth.HALTED:
            return OutboxFound.HALTED
        case _:
            assert_never(outbox.health)


def _contents(outbox: OutboxState, now: datetime) -> OutboxFound:
    if outbox.dead:
        return OutboxFound.DEAD
    if outbox.parked:
        return OutboxFound.PARKED
    if outbox.oldest_at is not None and now - outbox.oldest_at > _LATE:
        return OutboxFound.LATE
    return OutboxFound.WAITING if outbox.pending else OutboxFound.EMPTY
