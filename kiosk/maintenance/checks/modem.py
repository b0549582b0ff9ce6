"""The modem, its SIM and its network."""

from __future__ import annotations

from typing import assert_never

from kiosk.devices.modem.status import Disconnected, NoNetwork, NoSim, Ready, Silent, SimFault, Starting
from kiosk.maintenance.checks.check import Check, State
from kiosk.maintenance.findings import Finding, Grade
from kiosk.maintenance.seen import Seen

_WEAK = 9
"""3GPP TS 27.007 §8.5: -95 dBm and less, where messages begin to be lost."""


class ModemState(State):
    """Without messages a person still has the e-mail and the counter: never worse than a warning."""

    READY = "ready", Grade.GOOD
    NONE = "none", Grade.GOOD
    UNHEARD = "unheard", Grade.NOTICE
    STARTING = "starting", Grade.NOTICE
    WEAK = "weak", Grade.NOTICE
    SIM_ABSENT = "sim_absent", Grade.WARNING
    PIN_MISSING = "pin_missing", Grade.WARNING
    PIN_WRONG = "pin_wrong", Grade.WARNING
    PUK = "puk", Grade.WARNING
    SIM_OTHER = "sim_other", Grade.WARNING
    SEARCHING = "searching", Grade.WARNING
    DENIED = "denied", Grade.WARNING
    DISCONNECTED = "disconnected", Grade.WARNING
    SILENT = "silent", Grade.WARNING


_SIM = {
    SimFault.ABSENT: ModemState.SIM_ABSENT,
    SimFault.PIN_MISSING: ModemState.PIN_MISSING,
    SimFault.PIN_WRONG: ModemState.PIN_WRONG,
    SimFault.PUK: ModemState.PUK,
    SimFault.OTHER: ModemState.SIM_OTHER,
}


class ModemCheck(Check):
    """Whether a short message would leave."""

    id = "modem"
    states = ModemState

    def look(self, seen: Seen) -> Finding:
        """One of ``ModemState``."""
        if not seen.has_modem:
            return self.found(ModemState.NONE)
        match seen.said.modem:
            case None:
                return self.found(ModemState.UNHEARD)
            case Starting():
                return self.found(ModemState.STARTING)
            case Ready(signal):
                weak = signal is not None and signal <= _WEAK
                return self.found(ModemState.WEAK if weak else ModemState.READY, **_signal(signal))
            case NoSim(fault):
                return self.found(_SIM[fault])
            case NoNetwork(denied, signal):
                return self.found(ModemState.DENIED if denied else ModemState.SEARCHING, **_signal(signal))
            case Disconnected():
                return self.found(ModemState.DISCONNECTED)
            case Silent():
                return self.found(ModemState.SILENT)
            case _:
                assert_never(seen.said.modem)


def _signal(signal: int | None) -> dict[str, str]:
    return {} if signal is None else {"signal": f"{2 * signal - 113} dBm"}
