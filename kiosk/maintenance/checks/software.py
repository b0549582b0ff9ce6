"""The application, who looks after it, and what it writes down."""

from __future__ import annotations

from typing import Final

from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen

_MANY_STARTS: Final = 5
"""In a day: a technician's own restarts, and no more."""


class VersionState(State):
    """Whichever runs."""

    RUNNING = "running", Grade.GOOD


class VersionCheck(Check):
    """Which version runs."""

    id = "version"
    states = VersionState

    def look(self, seen: Seen) -> Finding:
        """One of ``VersionState``."""
        return self.found(VersionState.RUNNING, version=seen.version)


class SupervisionState(State):
    """``RESTARTING``: it was started often of late. ``STOPPED``: it does not run at all."""

    SUPERVISED = "supervised", Grade.GOOD
    RESTARTING = "restarting", Grade.WARNING
    NO_WATCHDOG = "no_watchdog", Grade.WARNING
    ALONE = "alone", Grade.WARNING
    STOPPED = "stopped", Grade.FAULT


class SupervisionCheck(Check):
    """Whether the application comes back when it falls."""

    id = "supervision"
    states = SupervisionState

    def look(self, seen: Seen) -> Finding:
        """One of ``SupervisionState``."""
        return self.found(_state(seen), **({} if seen.starts is None else {"starts": str(seen.starts)}))


def _state(seen: Seen) -> SupervisionState:
    if seen.supervision is None:
        return SupervisionState.STOPPED
    if not seen.supervision.by_systemd:
        return SupervisionState.ALONE
    if not seen.supervision.watchdog:
        return SupervisionState.NO_WATCHDOG
    often = seen.starts is not None and seen.starts > _MANY_STARTS
    return SupervisionState.RESTARTING if often else SupervisionState.SUPERVISED


class JournalState(State):
    """``OWN``: only what this process wrote can be shown."""

    WHOLE = "whole", Grade.GOOD
    OWN = "own", Grade.NOTICE


class JournalCheck(Check):
    """How far back the journal can be read here."""

    id = "journal"
    states = JournalState

    def look(self, seen: Seen) -> Finding:
        """One of ``JournalState``."""
        return self.found(JournalState.WHOLE if seen.journal else JournalState.OWN)
