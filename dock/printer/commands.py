"""ESC/POS as read by a printer: one command at a time, and nothing that it was not taught.

Source: Epson's ESC/POS command reference (TM-T20II). Commands that this list lacks are refused, so that a test
fails rather than that a real printer prints garbage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ESC: Final = 0x1B
GS: Final = 0x1D
LF: Final = 0x0A


@dataclass(frozen=True)
class Text:
    """Printable bytes, in whatever code page is chosen."""

    raw: bytes


@dataclass(frozen=True)
class Setting:
    """A command of fixed length: ``name`` as in the reference (``ESC a``), and its parameter bytes."""

    name: str
    parameters: bytes


@dataclass(frozen=True)
class Symbol:
    """``GS ( k``: two-dimensional codes. ``code`` 49 is QR, then the function and its data."""

    code: int
    function: int
    data: bytes


@dataclass(frozen=True)
class Unknown:
    """Bytes that begin no command known here."""

    raw: bytes


Command = Text | Setting | Symbol | Unknown

# Name by its two first bytes, and how many parameter bytes follow.
_FIXED: dict[tuple[int, int], tuple[str, int]] = {
    (ESC, ord("@")): ("ESC @", 0),
    (ESC, ord("2")): ("ESC 2", 0),
    (ESC, ord("3")): ("ESC 3", 1),
    (ESC, ord("t")): ("ESC t", 1),
    (ESC, ord("a")): ("ESC a", 1),
    (ESC, ord("E")): ("ESC E", 1),
    (ESC, ord("-")): ("ESC -", 1),
    (ESC, ord("M")): ("ESC M", 1),
    (ESC, ord("d")): ("ESC d", 1),
    (ESC, ord("J")): ("ESC J", 1),
    (GS, ord("!")): ("GS !", 1),
    (GS, ord("B")): ("GS B", 1),
    (GS, ord("r")): ("GS r", 1),
    (GS, ord("I")): ("GS I", 1),
}
_FEED_AND_CUT = (65, 66)


def first_command(buffer: bytes) -> tuple[Command, int] | None:
    """The command at the head of a buffer.

    Args:
        buffer: what the printer has received and not yet executed, real-time commands taken out.

    Returns:
        The command and its length in bytes; None when its end has not arrived yet or the buffer is empty.
    """
    if not buffer:
        return None
    head = buffer[0]
    if head == LF:
        return Setting("LF", b""), 1
    if head >= 0x20:
        length = next((i for i, byte in enumerate(buffer) if byte < 0x20), len(buffer))
        return Text(buffer[:length]), length
    if head not in {ESC, GS}:
        return Unknown(buffer[:1]), 1
    if len(buffer) < 2:
        return None
    return _after_prefix(buffer)


def _after_prefix(buffer: bytes) -> tuple[Command, int] | None:
    head, letter = buffer[0], buffer[1]
    if (head, letter) == (GS, ord("V")):
        return _cut(buffer)
    if (head, letter) == (GS, ord("(")):
        return _symbol(buffer)
    if (head, letter) not in _FIXED:
        return Unknown(buffer[:2]), 2
    name, count = _FIXED[head, letter]
    if len(buffer) < 2 + count:
        return None
    return Setting(name, buffer[2 : 2 + count]), 2 + count


def _cut(buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 3:
        return None
    length = 4 if buffer[2] in _FEED_AND_CUT else 3
    if len(buffer) < length:
        return None
    return Setting("GS V", buffer[2:length]), length


def _symbol(buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 5:
        return None
    if buffer[2] != ord("k"):
        return Unknown(buffer[:3]), 3
    length = 5 + buffer[3] + 256 * buffer[4]
    if len(buffer) < length:
        return None
    if length < 7:
        return Unknown(buffer[:length]), length
    return Symbol(buffer[5], buffer[6], buffer[7:length]), length
