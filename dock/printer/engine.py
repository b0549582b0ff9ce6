"""The printer between its plug and its paper: receive buffer, sensors, status, and the papers that came out."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from dock.printer.commands import Command, Setting, first_command
from dock.printer.machine import Machine, RefusedError
from dock.printer.paper import DOTS_PER_MM, CutMark, Mark, dots_of, lines
from dock.printer.realtime import AskStatus, ClearBuffers, RealTime, Recover, Sieve

_KEPT_PAPERS = 500
_CLEARED = bytes((0x37, 0x25, 0x00))
_NAMES = {66: b"_EPSON\0", 67: b"_TM-T20III\0"}
_MODEL_ID = 0x67


@dataclass(frozen=True, repr=False)
class Paper:
    """A piece of paper that left the printer.

    Attributes:
        raw: the bytes that made it, without status requests.
        marks: what stands on it, from top to bottom.
    """

    raw: bytes
    marks: tuple[Mark, ...]

    @property
    def lines(self) -> list[str]:
        """Its printed lines, without spaces at their end."""
        return lines(self.marks)


@dataclass
class _Sensors:
    paper: bool = True
    low: bool = False
    cover_open: bool = False
    jammed: bool = False

    @property
    def online(self) -> bool:
        return self.paper and not self.cover_open and not self.jammed


class Engine:
    """One printer, whatever plug its bytes come by. Every method may be called from any thread.

    Args:
        clock: seconds that only go forward, for the speed of the paper.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.lock = threading.RLock()
        self.refusals: list[str] = []
        self._sensors = _Sensors()
        self._silent = False
        self._clock = clock
        self._seconds_per_dot = 0.0
        self._free_at = 0.0
        self._sieve = Sieve()
        self._machine = Machine()
        self._buffer = b""
        self._raw = b""
        self._marks: list[Mark] = []
        self._papers: deque[Paper] = deque(maxlen=_KEPT_PAPERS)
        self._executed = 0
        self._scripted: list[tuple[int, Callable[[], None]]] = []
        self._answer: Callable[[bytes], None] = _nobody

    def receive(self, data: bytes, answer: Callable[[bytes], None]) -> None:
        """Take bytes as they arrive.

        Args:
            data: any number of them.
            answer: where to send what the printer says, now and later, until somebody else speaks to it.
        """
        with self.lock:
            self._answer = answer
            for piece in self._sieve.sift(data):
                if isinstance(piece, bytes):
                    self._buffer += piece
                    self._run()
                else:
                    self._obey(piece)

    def unplugged(self) -> None:
        """Forget whom to answer; what was received stays, as in a real printer."""
        with self.lock:
            self._answer = _nobody
            self._sieve = Sieve()

    def paper(self, *, present: bool, low: bool = False) -> None:
        """Take the roll out or put one in. With a new roll, what hung from the old one is gone; printing resumes."""
        with self.lock:
            if present and not self._sensors.paper:
                self._raw, self._marks = b"", []
            self._sensors.paper, self._sensors.low = present, low
            self._run()

    def cover(self, *, is_open: bool) -> None:
        """Open or close the cover. Once closed, printing resumes."""
        with self.lock:
            self._sensors.cover_open = is_open
            self._run()

    def jam(self, *, jammed: bool) -> None:
        """Block or free the cutter. Once free, printing resumes."""
        with self.lock:
            self._sensors.jammed = jammed
            self._run()

    def silent(self, *, on: bool) -> None:
        """Stop answering, while still printing."""
        with self.lock:
            self._silent = on

    def speed(self, mm_per_s: float) -> None:
        """Move the paper at this speed, as a real printer does; 0: at once, which is how it starts."""
        with self.lock:
            self._seconds_per_dot = 1 / (mm_per_s * DOTS_PER_MM) if mm_per_s else 0.0

    def go_on(self) -> float | None:
        """Print what has waited for the paper to move.

        Returns:
            Seconds until it is to be called again, None when nothing waits for that.
        """
        with self.lock:
            self._run()
            left = self._free_at - self._clock()
            return left if self._buffer and self._sensors.online and left > 0 else None

    def after(self, count: int, happens: Callable[[], None]) -> None:
        """Do something once so many more bytes have been executed; then the buffer may be stuck or not."""
        with self.lock:
            self._scripted.append((self._executed + count, happens))

    def papers(self) -> tuple[Paper, ...]:
        """The papers that were cut, oldest first."""
        with self.lock:
            return tuple(self._papers)

    def hanging(self) -> Paper:
        """What is printed and not cut yet."""
        with self.lock:
            return Paper(self._raw, tuple(self._marks))

    def _run(self) -> None:
        while self._sensors.online and self._clock() >= self._free_at and (found := first_command(self._buffer)):
            command, length = found
            raw, self._buffer = self._buffer[:length], self._buffer[length:]
            match command:
                case Setting(name="GS r" | "GS I"):
                    self._say(self._asked(command))
                case _:
                    self._print(command, raw)
            self._executed += length
            for due in [entry for entry in self._scripted if entry[0] <= self._executed]:
                self._scripted.remove(due)
                due[1]()

    def _print(self, command: Command, raw: bytes) -> None:
        try:
            marks = self._machine.execute(command)
        except RefusedError as refusal:
            self.refusals.append(str(refusal))
            return
        self._raw += raw
        self._marks += marks
        self._free_at = self._clock() + sum(dots_of(mark) for mark in marks) * self._seconds_per_dot
        if marks and isinstance(marks[-1], CutMark):
            self._papers.append(Paper(self._raw, tuple(self._marks)))
            self._raw, self._marks = b"", []

    def _asked(self, command: Setting) -> bytes:
        match command.name, tuple(command.parameters):
            case "GS r", (1 | 49,):
                return bytes((0x03 if self._sensors.low else 0x00,))
            case "GS I", (1 | 49,):
                return bytes((_MODEL_ID,))
            case "GS I", (number,) if number in _NAMES:
                return _NAMES[number]
            case name, parameters:
                self.refusals.append(f"{name} with {parameters}")
                return b""

    def _obey(self, command: RealTime) -> None:
        match command:
            case AskStatus(number=number):
                self._say(bytes((self._status(number),)))
            case ClearBuffers():
                self._clear()
                self._say(_CLEARED)
            case Recover(number=2) if self._sensors.jammed:
                self._clear()
            case Recover():
                pass

    def _clear(self) -> None:
        self._buffer = b""
        self._machine.reset()

    def _status(self, number: int) -> int:
        """The byte that ``DLE EOT n`` gets; see facts/devices.md B for the measured table."""
        sensors = self._sensors
        always = 0x12
        match number:
            case 1:
                return always | (0x00 if sensors.online else 0x08)
            case 2:
                cover, end, error = sensors.cover_open, not sensors.paper, sensors.jammed
                return always | 0x04 * cover | 0x20 * end | 0x40 * error
            case 3:
                return always | 0x08 * sensors.jammed
            case _:
                low = sensors.low or not sensors.paper
                return always | 0x0C * low | 0x60 * (not sensors.paper)

    def _say(self, answer: bytes) -> None:
        if answer and not self._silent:
            self._answer(answer)


def _nobody(answer: bytes) -> None:
    del answer
