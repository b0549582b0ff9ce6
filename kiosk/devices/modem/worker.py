"""The modem's thread: it sends what it is given, watches SIM and network when idle, and keeps nothing."""

from __future__ import annotations

import math
import secrets
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, assert_never

from kiosk.devices.modem.dialogue import Clock, Dialogue, Notice, RegistrationChanged, ReportCame
from kiosk.devices.modem.events import ModemChanged, ModemEvent, SmsEnded, SmsReported
from kiosk.devices.modem.inquiry import Inquiry
from kiosk.devices.modem.pdu import pdus_of
from kiosk.devices.modem.pin import PinFile
from kiosk.devices.modem.port import Lost, Port, Taken, open_port
from kiosk.devices.modem.report import report_of
from kiosk.devices.modem.reports import Reports
from kiosk.devices.modem.sending import send
from kiosk.devices.modem.settings import ModemSettings
from kiosk.devices.modem.status import (
    Disconnected,
    ModemStatus,
    NoNetwork,
    NoSim,
    NotSent,
    Ready,
    SendFault,
    Silent,
    SmsEnd,
    Starting,
)
from kiosk.devices.modem.timings import Timings
from kiosk.devices.modem.wake import Wake
from teleservices.wire.codes import SmsToSend

_REFERENCES: Final = 256


@dataclass(frozen=True)
class _Line:
    """An open modem."""

    port: Port
    dialogue: Dialogue
    inquiry: Inquiry


class ModemWorker:
    """Owns one GSM modem, on a thread named ``modem``.

    Messages leave in the order given. A modem that is unplugged, silent or without network is found again by itself.
    Nothing of a message is written anywhere; once it has ended only its id is remembered, for its delivery report.

    Args:
        settings: where the modem is.
        post: told every ``ModemEvent``, on the modem's thread; it must not block.
        timings: deadlines and pauses.
        clock: seconds that only go forward.
        below: gives a number from 0 to its argument − 1, for what joins the parts of a long message.
    """

    def __init__(
        self,
        settings: ModemSettings,
        post: Callable[[ModemEvent], None],
        *,
        timings: Timings | None = None,
        clock: Clock = time.monotonic,
        below: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._settings = settings
        self._pin = PinFile(settings.pin_file, settings.pin_memory)
        self._post = post
        self._timings = timings or Timings()
        self._wall_clock = clock
        self._below = below
        self._lock = threading.Lock()
        self._waiting: deque[SmsToSend] = deque()
        self._visit = 0
        self._stopping = False
        self._wake = Wake()
        self._thread = threading.Thread(target=self._serve, name="modem", daemon=True)
        self._line: _Line | None = None
        self._told: ModemStatus | None = None
        self._notices: deque[Notice] = deque()
        self._reports = Reports(clock)
        self._look_at = 0.0

    def start(self) -> None:
        """Begin to watch the modem; its status is told as soon as it is known."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """End the thread; a message under way is given up where it is.

        Returns:
            Whether the thread ended in time.
        """
        with self._lock:
            self._stopping = True
            self._waiting.clear()
        self._wake.call()
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        ended = not self._thread.is_alive()
        if ended:
            self._wake.close()
        return ended

    def send(self, message: SmsToSend) -> None:
        """Send a message. Returns at once; exactly one ``SmsEnded`` follows, unless ``forget`` comes before it began.

        A message sent again is the same message given again: nothing of it is kept here.
        """
        with self._lock:
            self._waiting.append(message)
        self._wake.call()

    def forget(self) -> None:
        """Drop every message not begun; one whose bytes are on the line is dropped as soon as it has ended."""
        with self._lock:
            self._waiting.clear()
            self._visit += 1

    def _serve(self) -> None:
        while not self._stopping:
            self._turn()
        self._let_go()

    def _turn(self) -> None:
        if self._line is None:
            self._tell(self._connect())
        message, visit = self._next()
        if message is not None:
            end = self._end_of(message, visit)
            if end is not None:
                self._post(SmsEnded(message.id, end))
        elif self._line is None:
            self._rest()
        else:
            self._watch(self._line)
        self._take_notices()

    def _next(self) -> tuple[SmsToSend | None, int]:
        with self._lock:
            return (self._waiting.popleft() if self._waiting else None), self._visit

    def _connect(self) -> ModemStatus:
        port = open_port(self._settings.device, self._settings.speed, self._wake)
        if isinstance(port, Lost):
            return Disconnected()
        if isinstance(port, Taken):
            return Silent()
        if not isinstance(self._told, Silent):
            self._tell(Starting())
        dialogue = Dialogue(port, self._clock, self._notices.append)
        self._line = _Line(port, dialogue, Inquiry(dialogue, self._pin, self._timings, self._clock))
        return self._stands(self._line.inquiry.bring_up())

    def _watch(self, line: _Line) -> None:
        if line.dialogue.listen(self._look_at) is not None:
            self._let_go()
            self._tell(Disconnected())
        elif self._clock() >= self._look_at:
            # A SIM that is put in later is only seen by a modem that is set up anew.
            ask = line.inquiry.bring_up if isinstance(self._told, NoSim) else line.inquiry.look
            self._tell(self._stands(ask()))

    def _end_of(self, message: SmsToSend, visit: int) -> SmsEnd | None:
        """How it ended; None when it was forgotten before its first byte."""
        pdus = pdus_of(message.number, message.text, self._below(_REFERENCES))
        if pdus is None:
            return NotSent(SendFault.TEXT)
        if self._line is not None and not isinstance(self._told, Ready):
            self._tell(self._stands(self._line.inquiry.bring_up()))
            with self._lock:
                # A SIM that wakes up takes its time, and the visit may be over.
                if visit != self._visit:
                    return None
        obstacle = _obstacle(self._told)
        if obstacle is not None or self._line is None:
            return NotSent(obstacle or SendFault.NO_MODEM)
        ended = send(self._line.dialogue, pdus, self._timings, self._clock)
        self._reports.expect(message.id, ended.references)
        if not ended.usable:
            self._let_go()
        return ended.end

    def _take_notices(self) -> None:
        while self._notices:
            notice = self._notices.popleft()
            match notice:
                case RegistrationChanged():
                    self._look_at = self._clock()
                case ReportCame(pdu=pdu):
                    report = report_of(pdu)
                    settled = self._reports.settle(report) if report else None
                    if settled:
                        self._post(SmsReported(*settled))
                case _:
                    assert_never(notice)

    def _stands(self, status: ModemStatus) -> ModemStatus:
        """After a question: a new connection is the way back from silence."""
        if isinstance(status, Silent | Disconnected):
            self._let_go()
        self._look_at = self._clock() + self._timings.poll_s
        return status

    def _rest(self) -> None:
        """Until it is time to look for the device again, or there is something to do."""
        select.select([self._wake], [], [], self._timings.reopen_s)
        self._wake.clear()

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.port.close()
            self._line = None

    def _tell(self, status: ModemStatus) -> None:
        if status != self._told and not self._stopping:
            self._told = status
            self._post(ModemChanged(status))

    def _clock(self) -> float:
        # Stopping makes every deadline pass at once: whatever is under way ends within its present wait.
        return math.inf if self._stopping else self._wall_clock()


def _obstacle(status: ModemStatus | None) -> SendFault | None:
    match status:
        case Ready():
            return None
        case NoNetwork():
            return SendFault.NO_NETWORK
        case NoSim():
            return SendFault.NO_SIM
        case Starting() | Disconnected() | Silent() | None:
            return SendFault.NO_MODEM
        case _:
            assert_never(status)
