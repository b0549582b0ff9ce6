"""What the courier's work takes, chosen by the composition root."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.sync.backoff import Draw
from kiosk.sync.delivery import Delivery
from kiosk.sync.identity import StoredIdentity
from kiosk.sync.keys import KeyStore
from kiosk.sync.surroundings import Surroundings

Record = Callable[..., None]
"""``Logbook.record``."""


@dataclass(frozen=True, repr=False)
class Chances:
    """Where waits and names come from.

    Attributes:
        monotonic: seconds; any origin.
        draw: ``random.uniform``.
        new_request: a new UUID, in its usual text form.
    """

    monotonic: Callable[[], float]
    draw: Draw
    new_request: Callable[[], str]


@dataclass(frozen=True, repr=False)
class Means:
    """What delivering takes.

    Attributes:
        delivery: to the caisse; the courier's own.
        keys: the caisse's keys, renewed on the way.
        identity: reads the stored identity.
        surroundings: the outbox's.
        chances: waits and names.
        spread_s: over how many seconds terminals spread after an outage.
        record: writes to the journal.
    """

    delivery: Delivery
    keys: KeyStore
    identity: Callable[[], StoredIdentity]
    surroundings: Surroundings
    chances: Chances
    spread_s: float
    record: Record
