"""Sending what waits at once and by itself, for a terminal whose screen does not start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.sync import courier_log as log
from kiosk.sync.abort import Abort
from kiosk.sync.courier_means import Means
from kiosk.sync.courier_rounds import Rounds
from kiosk.sync.outbox import Outbox
from kiosk.sync.policy_state import Halt
from teleservices.logbook import LogEvent, Value
from teleservices.wire.batches import QueueState


@dataclass(frozen=True)
class Drained:
    """How far it went.

    Attributes:
        queue: what is left.
        halt: the caisse wants nothing from this terminal.
        cause: why the last attempt came to nothing, as in the journal; None when none did.
    """

    queue: QueueState
    halt: Halt | None
    cause: str | None


def drain(outbox: Outbox, means: Means, progress: Callable[[int], None]) -> Drained:
    """Send until nothing is left that could go now, or an attempt fails; a wait of the courier does not count.

    Args:
        outbox: nobody else delivers from it meanwhile.
        means: what it takes.
        progress: told how many wait after each step in which that changed.
    """
    causes: list[Value] = []

    def record(event: LogEvent, /, **fields: Value) -> None:
        if event is log.AWAY:
            causes.append(fields["cause"])
        means.record(event, **fields)

    if outbox.next_try_at is not None:
        outbox.next_try_at = None
    rounds = Rounds(outbox, replace(means, record=record, spread_s=0.0), lambda: None)
    pending = outbox.queue_state().pending
    while rounds.step(Abort()) == 0 and not rounds.standing.failures and rounds.standing.halt is None:
        left = outbox.queue_state().pending
        if left != pending:
            pending = left
            progress(pending)
    means.delivery.rest()
    return Drained(outbox.queue_state(), rounds.standing.halt, str(causes[-1]) if causes else None)
