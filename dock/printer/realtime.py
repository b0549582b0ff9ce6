"""Real-time commands: seen as soon as they arrive, even when the printer is stuck with a full buffer.

``DLE EOT n`` asks a status, ``DLE ENQ n`` recovers from an error, ``DLE DC4 8`` clears the buffers.
A real printer looks for them in every byte it receives, inside other commands' data too; so does this one.
"""

from __future__ import annotations

from dataclasses import dataclass

DLE = 0x10
_EOT = 0x04
_ENQ = 0x05
_DC4 = 0x14
_CLEAR = bytes((8, 1, 3, 20, 1, 6, 2, 8))


@dataclass(frozen=True)
class AskStatus:
    """``DLE EOT n``: 1 printer, 2 off-line cause, 3 error cause, 4 paper sensors."""

    number: int


@dataclass(frozen=True)
class Recover:
    """``DLE ENQ n``: 1 print the stopped line again, 2 clear the buffers and recover."""

    number: int


@dataclass(frozen=True)
class ClearBuffers:
    """``DLE DC4 8``: throw away all that is received and not printed."""


RealTime = AskStatus | Recover | ClearBuffers


class Sieve:
    """Takes real-time commands out of what arrives."""

    def __init__(self) -> None:
        self._held = b""

    def sift(self, data: bytes) -> list[bytes | RealTime]:
        """Split what arrived, in order, into bytes for the buffer and commands to obey at once.

        An unfinished command at the end is held back until its rest arrives.
        """
        data = self._held + data
        self._held = b""
        found: list[bytes | RealTime] = []
        start = position = 0
        while (position := data.find(DLE, position)) >= 0:
            command = _at(data[position : position + 2 + len(_CLEAR)])
            if command is None:
                self._held = data[position:]
                break
            if isinstance(command, int):
                position += command
                continue
            action, length = command
            if position > start:
                found.append(data[start:position])
            found.append(action)
            start = position = position + length
        rest = data[start : len(data) - len(self._held)]
        return [*found, rest] if rest else found


def _at(head: bytes) -> tuple[RealTime, int] | int | None:
    """The command at a DLE; how many bytes to step over when it is none; None when it is too early to tell."""
    if len(head) < 2:
        return None
    if head[1] not in {_EOT, _ENQ, _DC4}:
        return 1
    if head[1] == _DC4:
        if len(head) < 2 + len(_CLEAR) and _CLEAR.startswith(head[2:]):
            return None
        return (ClearBuffers(), len(head)) if head[2:] == _CLEAR else 1
    if len(head) < 3:
        return None
    number = head[2]
    if head[1] == _EOT and number in {1, 2, 3, 4}:
        return AskStatus(number), 3
    if head[1] == _ENQ and number in {1, 2}:
        return Recover(number), 3
    return 1
