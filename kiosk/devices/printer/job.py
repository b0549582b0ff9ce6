"""One job on an open printer: asked before, written, and proved out by an answer that only comes after the cut.

The proof is ``GS r 1``. Unlike ``DLE EOT`` it is not a real-time command: the printer answers it in its turn, when
everything received before, the cut included, is done; a printer that is stuck does not answer it at all. While the
answer is awaited ``DLE EOT`` tells why it does not come. A printer for this terminal must know both.

What a stuck printer still holds would come out after the refill, in front of the next person. So it is thrown away
at once by ``DLE DC4 8`` (clear buffers; real-time as well), and what is already on paper is cut off (``cut_off``).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.devices.printer.query import ANSWERS, ASK, Clock, ask, decode, is_barrier, is_status, send
from kiosk.devices.printer.status import (
    Disconnected,
    NotPrinted,
    Printed,
    PrintEnd,
    PrinterFault,
    PrintUnknown,
    Ready,
    Silent,
)
from kiosk.devices.printer.transport import Connection

_CHUNK = 1024
_BARRIER = b"\x1dr\x01"
_RECOVER = b"\x10\x05\x02"
_CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_CLEARED = b"\x37\x25\x00"
_CUT_OFF = b"\x1b@\x1dVB\x00"


@dataclass(frozen=True)
class Timings:
    """How patient to be, in seconds.

    Attributes:
        answer_s: for the answer to a status request.
        stall_s: for the printer to take more bytes, before asking what is wrong.
        finish_s: for a document to come out once it is sent; longer than the longest takes to print.
        recheck_s: between two status requests while it comes out.
    """

    answer_s: float = 1.0
    stall_s: float = 3.0
    finish_s: float = 20.0
    recheck_s: float = 0.5


@dataclass(frozen=True)
class Ended:
    """How a job ended, and whether the printer may still hold or show part of it."""

    end: PrintEnd
    leftovers: bool


def run(
    connection: Connection,
    data: bytes,
    progress: Callable[[int], None],
    timings: Timings,
    clock: Clock = time.monotonic,
) -> Ended:
    """Print a job.

    Args:
        connection: an open printer without leftovers.
        data: the whole job, its cut at the end.
        progress: told how many bytes are out, 0 first, then only more.
        timings: deadlines.
        clock: seconds that only go forward.
    """
    before = ask(connection, timings.answer_s, clock)
    if not isinstance(before, Ready):
        return Ended(NotPrinted(before), leftovers=False)
    progress(0)
    sent, fault = _write(connection, data, progress, timings, clock)
    if fault is not None:
        # The cut is the last thing written: without it nothing usable can have come out.
        return Ended(NotPrinted(fault), leftovers=sent > 0)
    stuck = drained(connection, timings, clock)
    match stuck:
        case None:
            return Ended(Printed(), leftovers=False)
        case Disconnected() | Silent():
            return Ended(PrintUnknown(stuck), leftovers=True)
        case _:
            return Ended(NotPrinted(stuck), leftovers=True)


def _write(
    connection: Connection, data: bytes, progress: Callable[[int], None], timings: Timings, clock: Clock
) -> tuple[int, PrinterFault | None]:
    done = 0
    deadline = clock() + timings.finish_s
    while done < len(data):
        sent = send(connection, data[done : done + _CHUNK], clock() + timings.stall_s, clock)
        if isinstance(sent, Disconnected):
            return done, sent
        if sent:
            done += sent
            progress(done)
            continue
        why = ask(connection, timings.answer_s, clock)
        if not isinstance(why, Ready):
            return done, why
        if clock() > deadline:
            return done, Silent()
    return done, None


def drained(connection: Connection, timings: Timings, clock: Clock) -> PrinterFault | None:
    """Wait until the printer has done all that it was sent.

    Returns:
        None when it has; otherwise what keeps it from doing so, ``Silent`` when it does not say.
    """
    sent = send(connection, _BARRIER, clock() + timings.stall_s, clock)
    if isinstance(sent, Disconnected):
        return sent
    deadline = clock() + timings.finish_s
    asked_until: float | None = None
    answers = b""
    while (now := clock()) < deadline:
        said = connection.read(timings.recheck_s)
        if isinstance(said, Disconnected):
            return said
        if any(is_barrier(byte) for byte in said):
            return None
        answers += bytes(byte for byte in said if is_status(byte))
        if len(answers) >= ANSWERS:
            state = decode(answers[:ANSWERS])
            if not isinstance(state, Ready):
                return state
            asked_until, answers = None, b""
        elif asked_until is None:
            asked = send(connection, ASK, now + timings.answer_s, clock)
            if isinstance(asked, Disconnected):
                return asked
            asked_until = clock() + timings.answer_s
        elif now > asked_until:
            return Silent()
    return Silent()


def clear(connection: Connection, timings: Timings, clock: Clock = time.monotonic) -> bool | Disconnected:
    """Throw away all that the printer has received and not printed, stuck or not.

    Returns:
        Whether it said that it did; a printer that does not know the command says nothing.
    """
    sent = send(connection, _RECOVER + _CLEAR, clock() + timings.stall_s, clock)
    if isinstance(sent, Disconnected):
        return sent
    deadline = clock() + timings.answer_s
    heard = b""
    while _CLEARED not in heard and (left := deadline - clock()) > 0:
        said = connection.read(left)
        if isinstance(said, Disconnected):
            return said
        heard += said
    return _CLEARED in heard


def cut_off(connection: Connection, timings: Timings, clock: Clock = time.monotonic) -> PrinterFault | None:
    """Separate what is already on paper from the next document.

    Also the answer to printers that know no ``clear``: what they still hold comes out before the cut, apart.

    Returns:
        None when done.
    """
    sent = send(connection, _CUT_OFF, clock() + timings.stall_s, clock)
    if isinstance(sent, Disconnected):
        return sent
    return drained(connection, timings, clock)
