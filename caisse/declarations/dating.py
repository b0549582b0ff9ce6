"""When a declaration was filed: what its deadlines count from, whenever it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from caisse.declarations.opened import Opened, OpenedRecord
from caisse.handlers.grants import TOLERANCE

LONGEST: Final = timedelta(days=120)
"""Nothing waits longer at a terminal: the key it is sealed to is destroyed by then (facts/sync.md §4)."""


@dataclass(frozen=True)
class Filed:
    """A moment that can be true.

    Attributes:
        at: UTC, never after the arrival.
        unsure: the terminal's clock was wrong.
    """

    at: datetime
    unsure: bool


def filed(opened: Opened | OpenedRecord) -> Filed:
    """When something was filed, as far as anybody can know: a clock that stood still for years says nothing."""
    after, before = opened.received_at + TOLERANCE, opened.received_at - LONGEST
    if not before <= opened.filed_at <= after:
        return Filed(opened.received_at, unsure=True)
    return Filed(min(opened.filed_at, opened.received_at), opened.unsure)
