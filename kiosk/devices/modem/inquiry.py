"""Brings a modem up and asks how it stands (TS 27.007 and TS 27.005; clauses beside each command)."""

from __future__ import annotations

import math
import re
from typing import Final

from kiosk.devices.modem.dialogue import Clock, Dialogue, Done, Mute, Refused
from kiosk.devices.modem.pin import PinFile
from kiosk.devices.modem.port import Lost
from kiosk.devices.modem.status import Disconnected, ModemStatus, NoNetwork, NoSim, Ready, Silent, SimFault
from kiosk.devices.modem.timings import Timings

_GREETINGS: Final = 3
_GREETING: Final = "E0Q0V1"
"""V.250 §6.2.4 to §6.2.6: no echo, results told, in words. On one line, so that even the answer comes in words."""
_PIN_ASKED, _PUK_ASKED, _BUSY, _WRONG = 11, 12, 14, 16
_SIM_CODES: Final[dict[int | None, SimFault]] = {
    10: SimFault.ABSENT,
    _PUK_ASKED: SimFault.PUK,
    _WRONG: SimFault.PIN_WRONG,
}
"""TS 27.007 §9.2.1."""
_SIM_WORDS: Final = {"SIM PIN": _PIN_ASKED, "SIM PUK": _PUK_ASKED}
_BUSY_PAUSE_S: Final = 0.5
_REGISTERED: Final = (1, 5, 6, 7)
"""At home, roaming, and both for SMS only (§7.2)."""
_DENIED: Final = 3
_NO_SIGNAL: Final = 99

_Fault = NoSim | Silent | Disconnected


class Inquiry:
    """Asks a modem by a dialogue.

    Args:
        dialogue: fresh.
        pin: what to enter when the SIM asks.
        timings: deadlines.
        clock: seconds that only go forward.
    """

    def __init__(self, dialogue: Dialogue, pin: PinFile, timings: Timings, clock: Clock) -> None:
        self._dialogue = dialogue
        self._pin = pin
        self._timings = timings
        self._clock = clock

    def bring_up(self) -> ModemStatus:
        """Set everything as we need it, from whatever state an earlier talk left."""
        fault = self._greet() or self._number_errors() or self._sim() or self._prepare()
        return fault or self._network()

    def look(self) -> ModemStatus:
        """How a modem that was brought up stands now."""
        return self._sim() or self._network()

    def _greet(self) -> _Fault | None:
        self._dialogue.cancel()
        for _ in range(_GREETINGS):
            match self._dialogue.ask(_GREETING, self._timings.answer_s / _GREETINGS):
                case Done():
                    return None
                case Lost():
                    return Disconnected()
                case Refused() | Mute():
                    # What the modem had half read made one wrong command with ours.
                    continue
        return Silent()

    def _number_errors(self) -> _Fault | None:
        # §9.1. A modem without it says ERROR and nothing more.
        return self._wanted("+CMEE=1")

    def _sim(self) -> _Fault | None:
        """``+CPIN?`` (§8.3), and the PIN where the SIM asks for it: once."""
        deadline = self._clock() + self._timings.sim_s
        entered = False
        while True:
            code: int | None
            match self._dialogue.ask("+CPIN?", self._timings.answer_s, "+CPIN:"):
                case Lost():
                    return Disconnected()
                case Mute():
                    return Silent()
                case Done(lines=("READY",)):
                    return None
                case Done(lines=(word,)):
                    code = _SIM_WORDS.get(word)
                case Done():
                    return Silent()
                case Refused(code=refusal):
                    code = refusal
            if code == _BUSY and self._clock() < deadline:
                self._dialogue.listen(self._clock() + _BUSY_PAUSE_S)
            elif code == _PIN_ASKED and not entered:
                entered = True
                fault = self._enter()
                if fault is not None:
                    return fault
            elif code == _PIN_ASKED:
                return NoSim(SimFault.PIN_WRONG)
            else:
                return NoSim(_SIM_CODES.get(code, SimFault.OTHER))

    def _enter(self) -> _Fault | None:
        pin = self._pin.read()
        if isinstance(pin, SimFault):
            return NoSim(pin)
        match self._dialogue.ask(f'+CPIN="{pin}"', self._timings.sim_s):
            case Done():
                return None
            case Refused(code=code) if code == _BUSY:
                # Not tried: the next look will.
                return None
            case Lost():
                return Disconnected()
            case Refused():
                self._pin.refuse()
                return NoSim(SimFault.PIN_WRONG)
            case Mute():
                # It may have cost a try, and the next one would cost another. A worker that is told to stop does not
                # wait for the answer, and has learnt nothing.
                if math.isfinite(self._clock()):
                    self._pin.refuse()
                return Silent()

    def _prepare(self) -> _Fault | None:
        """TS 27.005: PDU mode (§3.2.3) is a must, and a message centre (§3.3.1); reports (§3.4.1) are wished for."""
        reply = self._dialogue.ask("+CMGF=0", self._timings.answer_s)
        if not isinstance(reply, Done):
            return Disconnected() if isinstance(reply, Lost) else Silent()
        # §3.2.1: without « phase 2+ » a report needs no acknowledgement.
        fault = self._wanted("+CSMS=0") or self._wanted("+CREG=1")
        if fault is not None:
            return fault
        centre = self._dialogue.ask("+CSCA?", self._timings.answer_s, "+CSCA:")
        if isinstance(centre, Done) and any(line.startswith('""') for line in centre.lines):
            return NoSim(SimFault.OTHER)
        # Reports straight to this line, incoming messages nowhere.
        return self._wanted("+CNMI=2,0,0,1,0")

    def _wanted(self, command: str) -> _Fault | None:
        """A setting that some modems lack; only a modem that is gone or mute is a fault."""
        match self._dialogue.ask(command, self._timings.answer_s):
            case Lost():
                return Disconnected()
            case Mute():
                return Silent()
            case Done() | Refused():
                return None

    def _network(self) -> ModemStatus:
        reply = self._dialogue.ask("+CREG?", self._timings.answer_s, "+CREG:")
        if isinstance(reply, Lost):
            return Disconnected()
        if isinstance(reply, Mute):
            return Silent()
        signal = self._signal()
        if isinstance(signal, Silent | Disconnected):
            return signal
        state = _second(reply.lines) if isinstance(reply, Done) else None
        if state in _REGISTERED:
            return Ready(signal)
        return NoNetwork(state == _DENIED, signal)

    def _signal(self) -> int | Silent | Disconnected | None:
        """``+CSQ`` (§8.5)."""
        match self._dialogue.ask("+CSQ", self._timings.answer_s, "+CSQ:"):
            case Lost():
                return Disconnected()
            case Mute():
                return Silent()
            case Refused():
                return None
            case Done(lines=lines):
                found = re.match(r"(\d{1,2}),", lines[0]) if lines else None
                strength = int(found[1]) if found else _NO_SIGNAL
                return strength if strength != _NO_SIGNAL else None


def _second(lines: tuple[str, ...]) -> int | None:
    """``<n>,<stat>[,…]``."""
    found = re.match(r"\d+,\s*(\d+)", lines[0]) if lines else None
    return int(found[1]) if found else None
