"""The modem between its plug and its antenna: what it hears, what it answers, and when."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from dock.modem.condition import Condition, ReportMode, Silence, Sim, Unplug
from dock.modem.dialect import Dialect, Speech
from dock.modem.inbox import Inbox
from dock.modem.judge import PduError, Submitted, submitted
from dock.modem.report import report

_ESCAPE, _SUBSTITUTE, _RETURN = 0x1B, 0x1A, 0x0D
_SIM_ERRORS: Final = {Sim.ABSENT: 10, Sim.BUSY: 14}
"""TS 27.007 §9.2.1."""
_SIM_WORDS: Final = {Sim.READY: "READY", Sim.PIN: "SIM PIN", Sim.PUK: "SIM PUK"}
_CMS_SIM: Final = {Sim.ABSENT: 310, Sim.PIN: 311, Sim.PUK: 316, Sim.BUSY: 314}
"""TS 27.005 §3.2.5, as the next three."""
_INVALID_PDU, _NO_CENTRE, _NO_SERVICE = 304, 330, 331
_REJECTED: Final = 21
_REGISTERED: Final = (1, 5)
_GARBAGE: Final = b"\xfe\x00\x80 $GPGGA,120000.00,,,,,0,00,99.9*6E\r\n"


class Machine:
    """One modem with power; a new one is made each time it gets power.

    Args:
        condition: what it finds around it; may change at any time.
        dialect: how it writes.
        inbox: where its messages go.
        unplug: pulls its cable.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        condition: Condition,
        dialect: Dialect,
        inbox: Inbox,
        unplug: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.faults: list[str] = []
        self._condition = condition
        self._speech = Speech(dialect)
        self._echo = dialect.echo
        self._inbox = inbox
        self._unplug = unplug
        self._clock = clock
        self._unlocked = False
        self._errors = 0
        self._tells_registration = False
        self._routes_reports = False
        self._heard = b""
        self._expected: int | None = None
        self._reference = -1
        self._late: list[tuple[int, str]] = []
        self._out: deque[tuple[float, bytes]] = deque()

    def receive(self, data: bytes) -> None:
        """Take bytes as they come."""
        if self._condition.garbage:
            self._put(_GARBAGE)
            return
        if self._condition.silence is Silence.ALWAYS:
            return
        for byte in data:
            if self._echo:
                self._put(bytes((byte,)), after_s=0)
            self._hear(byte)

    def due(self) -> tuple[bytes, float | None]:
        """What it says by now, and in how many seconds it will say more (None: it has nothing more to say)."""
        now, said = self._clock(), b""
        while self._out and self._out[0][0] <= now:
            said += self._out.popleft()[1]
        return said, self._out[0][0] - now if self._out else None

    def registration_changed(self) -> None:
        """Say so, where it was asked to (TS 27.007 §7.2, ``+CREG=1``)."""
        if self._tells_registration:
            self._put(self._speech.unsolicited(f"+CREG: {self._condition.registration}"))

    def report_late(self) -> None:
        """The message centre's late reports come now."""
        for reference, number in self._late:
            self._report(reference, number, ReportMode.DELIVERED)
        self._late.clear()

    def _hear(self, byte: int) -> None:
        if self._expected is not None:
            self._hear_pdu(byte)
        elif byte == _RETURN:
            line, self._heard = self._heard.decode("ascii", "replace"), b""
            # V.250 §5.2.1: what comes before AT is not for the modem.
            _, at, command = line.upper().partition("AT")
            if at:
                self._obey(line[-len(command) :] if command else "")
        else:
            self._heard += bytes((byte,))

    def _hear_pdu(self, byte: int) -> None:
        """TS 27.005 §4.3: Ctrl-Z ends the PDU, ESC gives it up."""
        if byte == _ESCAPE:
            self._expected, self._heard = None, b""
            self._say("OK")
        elif byte == _SUBSTITUTE:
            text, self._heard = self._heard.decode("ascii", "replace").strip(), b""
            length, self._expected = self._expected, None
            self._take(text, length)
        else:
            self._heard += bytes((byte,))

    def _obey(self, command: str) -> None:
        condition = self._condition
        match command.upper():
            case "" | "E0Q0V1" | "E0" | "E1":
                self._echo = self._echo and not command.upper().startswith("E0")
                self._say("OK")
            case "+CMEE=1":
                self._errors = int(condition.numbered)
                self._say("OK" if condition.numbered else "ERROR")
            case "+CPIN?":
                self._tell_sim()
            case "+CREG?":
                self._say(f"+CREG: {int(self._tells_registration)},{condition.registration}", "OK")
            case "+CSQ":
                self._say(f"+CSQ: {condition.signal},99", "OK")
            case "+CREG=1":
                self._tells_registration = True
                self._say("OK")
            case "+CSMS=0":
                self._say("+CSMS: 1,1,1", "OK")
            case "+CSCA?":
                self._say(f'+CSCA: "{condition.centre}",145', "OK")
            case upper if found := re.fullmatch(r'\+CPIN="?(\d+)"?', upper):
                self._unlock(found[1])
            case upper if found := re.fullmatch(r"\+CMGS=(\d+)", upper):
                self._prompt(int(found[1]))
            case upper if found := re.fullmatch(r"\+CNMI=2,0,0,([01]),0", upper):
                self._routes_reports = found[1] == "1"
                self._say("OK")
            case "+CMGF=0":
                self._say("OK")
            case other:
                self.faults.append(f"unknown command {other}")
                self._error(None)

    def _sim(self) -> Sim:
        return Sim.READY if self._condition.sim is Sim.PIN and self._unlocked else self._condition.sim

    def _tell_sim(self) -> None:
        sim = self._sim()
        if sim in _SIM_ERRORS:
            self._error(_SIM_ERRORS[sim])
        else:
            self._say(f"+CPIN: {_SIM_WORDS[sim]}", "OK")

    def _unlock(self, pin: str) -> None:
        condition = self._condition
        if self._sim() is not Sim.PIN:
            self._error(3)
        elif pin == condition.pin:
            self._unlocked, condition.pin_tries = True, 3
            self._say("OK")
        else:
            condition.pin_tries -= 1
            if condition.pin_tries == 0:
                condition.sim = Sim.PUK
            self._error(16)

    def _prompt(self, length: int) -> None:
        condition = self._condition
        sim = self._sim()
        if condition.unplug is Unplug.PROMPT:
            self._unplug()
        elif condition.silence is Silence.PROMPT:
            return
        elif sim in _CMS_SIM:
            self._say(f"+CMS ERROR: {_CMS_SIM[sim]}")
        else:
            self._expected = length
            self._put(self._speech.prompt(), after_s=condition.pace_s + condition.prompt_s)

    def _take(self, text: str, length: int | None) -> None:
        condition = self._condition
        try:
            part = submitted(text)
        except PduError as error:
            self.faults.append(f"no PDU: {error}")
            self._say(f"+CMS ERROR: {_INVALID_PDU}")
            return
        if part.length != length:
            self.faults.append(f"a PDU of {part.length}, not {length}")
            self._say(f"+CMS ERROR: {_INVALID_PDU}")
        elif condition.refusals:
            code = condition.refusals.popleft()
            self._say("ERROR" if code is None else f"+CMS ERROR: {code}")
        elif condition.registration not in _REGISTERED:
            self._say(f"+CMS ERROR: {_NO_SERVICE}")
        elif not condition.centre:
            self._say(f"+CMS ERROR: {_NO_CENTRE}")
        elif not condition.credit:
            self._say(f"+CMS ERROR: {_REJECTED}")
        else:
            self._send(part)

    def _send(self, part: Submitted) -> None:
        condition = self._condition
        self._inbox.take(part)
        self._reference = (self._reference + 1) % 256
        if condition.unplug is Unplug.SENT:
            self._unplug()
            return
        if condition.silence is Silence.SENT:
            condition.silence = Silence.ALWAYS
            return
        if part.wants_report and condition.reports is ReportMode.EARLY:
            self._report(self._reference, part.number, condition.reports)
        self._say(f"+CMGS: {self._reference}", "OK")
        if part.wants_report:
            match condition.reports:
                case ReportMode.DELIVERED | ReportMode.FAILED | ReportMode.TRYING:
                    self._report(self._reference, part.number, condition.reports)
                case ReportMode.LATE:
                    self._late.append((self._reference, part.number))
                case ReportMode.NONE | ReportMode.EARLY:
                    pass

    def _report(self, reference: int, number: str, mode: ReportMode) -> None:
        """TS 27.005 §3.4.1: ``+CDS`` and its PDU, on two lines that nothing parts."""
        if self._routes_reports:
            length, pdu = report(reference, number, mode)
            self._put(self._speech.unsolicited(f"+CDS: {length}", pdu))

    def _error(self, code: int | None) -> None:
        self._say("ERROR" if code is None or not self._errors else f"+CME ERROR: {code}")

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._put(self._speech.line(line))

    def _put(self, data: bytes, after_s: float | None = None) -> None:
        """Say something after all that is still to be said; ``after_s``: how long after, where that is not the pace."""
        last = self._out[-1][0] if self._out else self._clock()
        after_s = self._condition.pace_s if after_s is None else after_s
        self._out.append((max(last, self._clock()) + after_s, data))
