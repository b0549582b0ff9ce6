"""The card reader."""

from __future__ import annotations

from typing import assert_never

from kiosk.devices.card.outcomes import ReaderMissing, ReaderReady
from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen


class ReaderState(State):
    """``NO_SERVICE``: PC/SC itself gives an error."""

    READY = "ready", Grade.GOOD
    UNHEARD = "unheard", Grade.NOTICE
    ABSENT = "absent", Grade.FAULT
    NO_SERVICE = "no_service", Grade.FAULT


class ReaderCheck(Check):
    """Whether a carte Vitale can be read."""

    id = "reader"
    states = ReaderState

    def look(self, seen: Seen) -> Finding:
        """One of ``ReaderState``."""
        match seen.said.reader:
            case None:
                return self.found(ReaderState.UNHEARD)
            case ReaderReady():
                return self.found(ReaderState.READY)
            case ReaderMissing("no reader"):
                return self.found(ReaderState.ABSENT)
            case ReaderMissing(cause):
                return self.found(ReaderState.NO_SERVICE, cause=cause)
            case _:
                assert_never(seen.said.reader)
