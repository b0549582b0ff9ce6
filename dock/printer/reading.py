"""Read a job's bytes back as text, the way the printer itself would."""

from __future__ import annotations

from dock.printer.commands import first_command
from dock.printer.machine import Machine, RefusedError
from dock.printer.paper import Mark, QrMark, lines


def marks(raw: bytes) -> list[Mark]:
    """What the bytes of a whole job put on paper.

    Raises:
        RefusedError: a command is not known, or the last one is not finished.
    """
    machine = Machine()
    found: list[Mark] = []
    while raw:
        first = first_command(raw)
        if first is None:
            raise RefusedError(f"unfinished command {raw[:4].hex(' ')}")
        found += machine.execute(first[0])
        raw = raw[first[1] :]
    return found


def printed_text(raw: bytes) -> list[str]:
    """The printed lines of a job, without spaces at their end, decoded by the code page that the bytes chose."""
    return lines(marks(raw))


def printed_codes(raw: bytes) -> list[bytes]:
    """The data of each QR code of a job."""
    return [mark.data for mark in marks(raw) if isinstance(mark, QrMark)]
