"""Who the terminal is, and to whom it seals."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, assert_never

from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen
from kiosk.sync.identity import Identity, IdentityAbsent, IdentityDamaged

_SOON: Final = timedelta(days=7)


class IdentityState(State):
    """``NO_SECRET``: nobody comes in without a link. ``SEALED``: it cannot be looked at here."""

    ENROLLED = "enrolled", Grade.GOOD
    NO_SECRET = "no_secret", Grade.NOTICE
    SEALED = "sealed", Grade.NOTICE
    ABSENT = "absent", Grade.FAULT
    DAMAGED = "damaged", Grade.FAULT


class IdentityCheck(Check):
    """Whether the caisse can know the terminal."""

    id = "identity"
    states = IdentityState

    def look(self, seen: Seen) -> Finding:
        """One of ``IdentityState``."""
        match seen.identity:
            case Identity(terminal=terminal, maintenance_secret=None):
                return self.found(IdentityState.NO_SECRET, terminal=terminal)
            case Identity(terminal=terminal):
                return self.found(IdentityState.ENROLLED, terminal=terminal)
            case IdentityAbsent():
                return self.found(IdentityState.SEALED if seen.sealed else IdentityState.ABSENT)
            case IdentityDamaged():
                return self.found(IdentityState.DAMAGED)
            case _:
                assert_never(seen.identity)


class KeysState(State):
    """A key past its date is used all the same: no citizen is refused for a date."""

    KNOWN = "known", Grade.GOOD
    ENDING = "ending", Grade.NOTICE
    ENDED = "ended", Grade.WARNING
    NONE = "none", Grade.FAULT


class KeysCheck(Check):
    """Whether declarations can be sealed for the caisse."""

    id = "keys"
    states = KeysState

    def look(self, seen: Seen) -> Finding:
        """One of ``KeysState``."""
        until = seen.keys.until
        if until is None:
            return self.found(KeysState.NONE)
        left = until - seen.at
        state = KeysState.KNOWN if left > _SOON else KeysState.ENDING if left > timedelta() else KeysState.ENDED
        return self.found(state, until=f"{until:%d/%m/%Y}", serial=str(seen.keys.serial))
