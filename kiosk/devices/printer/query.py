"""What a printer says of itself, in real time, even when it is stuck: ``DLE EOT`` 1 to 4.

Bits after Epson's reference and facts/devices.md B:

==================  ====  ====  ====  ====
state               n=1   n=2   n=3   n=4
==================  ====  ====  ====  ====
ready               12    12    12    12
paper near its end  12    12    12    1e
paper out           1a    32    12    7e
cover open          1a    16    12    12
error (cutter…)     1a    52    1a    12
==================  ====  ====  ====  ====

No answer is ``Silent``, never « plenty of paper ».
"""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.devices.printer.status import CoverOpen, Disconnected, Faulty, NoPaper, PrinterStatus, Ready, Silent
from kiosk.devices.printer.transport import Connection

Clock = Callable[[], float]

ASK = b"".join(bytes((0x10, 0x04, number)) for number in (1, 2, 3, 4))
"""Asks the four."""
ANSWERS = 4
"""Bytes that come back."""

_OFFLINE = 0x08
_COVER = 0x04
_PAPER_STOP = 0x20
_ERROR = 0x40
_NEAR_END = 0x0C
_PAPER_END = 0x60


def is_status(byte: int) -> bool:
    """Whether a byte has the fixed bits of an answer to ``DLE EOT`` (0xx1xx10)."""
    return byte & 0x93 == 0x12


def is_barrier(byte: int) -> bool:
    """Whether a byte has the fixed bits of an answer to ``GS r 1`` (0xx0xxxx)."""
    return byte & 0x90 == 0x00


def decode(answers: bytes) -> PrinterStatus:
    """The state that four answers describe, the most useful thing to tell a technician first.

    Args:
        answers: one byte for each of n = 1, 2, 3, 4.
    """
    printer, offline, error, paper = answers
    if offline & _COVER:
        return CoverOpen()
    if paper & _PAPER_END == _PAPER_END or offline & _PAPER_STOP:
        return NoPaper()
    if printer & _OFFLINE or offline & _ERROR or error & 0x68:
        return Faulty(answers.hex(" "))
    return Ready(paper_low=paper & _NEAR_END == _NEAR_END)


def ask(connection: Connection, within_s: float, clock: Clock = time.monotonic) -> PrinterStatus:
    """Ask for the printer's state.

    Whatever it said before and nobody read is thrown away first.

    Args:
        connection: an open printer.
        within_s: deadline for the whole answer, in seconds.
        clock: seconds that only go forward.
    """
    stale = connection.read(0)
    if isinstance(stale, Disconnected):
        return stale
    deadline = clock() + within_s
    sent = send(connection, ASK, deadline, clock)
    if isinstance(sent, Disconnected):
        return sent
    answers = b""
    while len(answers) < ANSWERS and (left := deadline - clock()) > 0:
        said = connection.read(left)
        if isinstance(said, Disconnected):
            return said
        answers += bytes(byte for byte in said if is_status(byte))
    return decode(answers[:ANSWERS]) if len(answers) >= ANSWERS else Silent()


def send(connection: Connection, data: bytes, deadline: float, clock: Clock) -> int | Disconnected:
    """Hand all the bytes over, or as many as go before the deadline or the end of the connection.

    Returns:
        How many went; ``Disconnected`` when none did for that reason.
    """
    done = 0
    while done < len(data) and (left := deadline - clock()) > 0:
        sent = connection.write(data[done:], left)
        if isinstance(sent, Disconnected):
            return done or sent
        done += sent
    return done
