"""Chips: what answers APDUs behind an ATR. The Vitale 2 one keeps a current application and a current file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import Protocol

from dock.card.image import AIDS, ATR, MF, File, VitaleCardImage, tlv


class Status(IntEnum):
    """Status words that the simulated cards answer."""

    DONE = 0x9000
    END_OF_FILE = 0x6282
    WRONG_LENGTH = 0x6700
    PROTECTED = 0x6982
    NO_CURRENT_FILE = 0x6986
    NOT_FOUND = 0x6A82
    BAD_P1_P2 = 0x6A86
    BEYOND_END = 0x6B00
    BAD_INSTRUCTION = 0x6D00
    BAD_CLASS = 0x6E00

    @property
    def sw(self) -> bytes:
        """The two bytes."""
        return self.to_bytes(2, "big")


class Short(IntEnum):
    """What a chip says to a READ BINARY that asks for more than the file still has."""

    CORRECTS = 0
    """``6Cxx``: ask again with this Le."""
    ANSWERS = 1
    """What there is, and 9000."""
    WARNS = 2
    """What there is, and 6282."""


class Fate(Enum):
    """What a card may do instead of answering."""

    SILENT = auto()
    """Never answer again."""
    GONE = auto()
    """Leave the reader."""


class Chip(Protocol):
    """The inside of a card."""

    @property
    def atr(self) -> bytes:
        """The answer to reset."""

    def power(self) -> None:
        """Power off, on, or reset: forget everything that is not written."""

    def respond(self, command: bytes) -> bytes | Fate:
        """Answer one APDU with data and status word, or meet a fate."""


@dataclass(frozen=True)
class BareChip:
    """A card that has none of the files asked for: every SELECT ends in 6A82."""

    atr: bytes

    def power(self) -> None:
        """Nothing to forget."""

    def respond(self, command: bytes) -> bytes | Fate:
        """6A82 to SELECT, 6D00 to anything else."""
        return (Status.NOT_FOUND if command[1:2] == b"\xa4" else Status.BAD_INSTRUCTION).sw


class VitaleChip:
    """A carte Vitale 2 in T=0.

    Args:
        image: its files.
        chains: True: the answer to SELECT waits behind ``61xx``; False: it comes at once, as through some readers.
        short: what it says when asked for too much.
    """

    def __init__(self, image: VitaleCardImage, *, chains: bool = True, short: Short = Short.CORRECTS) -> None:
        self._image = image
        self._chains = chains
        self._short = short
        self._application = MF
        self._file: File | None = None
        self._waiting = b""

    @property
    def atr(self) -> bytes:
        """The commonest one."""
        return ATR

    def power(self) -> None:
        """The root is current again, no file is, and nothing waits for GET RESPONSE."""
        self._application = MF
        self._file = None
        self._waiting = b""

    def respond(self, command: bytes) -> bytes | Fate:
        """Answer as ISO 7816-4 has it."""
        if len(command) < 4:
            return Status.WRONG_LENGTH.sw
        waiting, self._waiting = self._waiting, b""
        match command[0], command[1]:
            case 0x00, 0xA4:
                return self._select(command)
            case 0x00, 0xB0:
                return self._read_binary(command)
            case 0x00, 0xC0:
                return self._get_response(command, waiting)
            case 0x00, _:
                return Status.BAD_INSTRUCTION.sw
            case _:
                return Status.BAD_CLASS.sw

    def _select(self, command: bytes) -> bytes:
        if len(command) < 6 or len(command) - command[4] not in (5, 6):
            return Status.WRONG_LENGTH.sw
        wanted = command[5 : 5 + command[4]]
        match command[2], command[3]:
            case 0x00, 0x00:
                return self._enter(MF) if wanted == MF else Status.NOT_FOUND.sw
            case 0x04, 0x00:
                found = [key for key, aid in AIDS.items() if aid == wanted]
                return self._enter(found[0]) if found else Status.NOT_FOUND.sw
            case 0x02, 0x00:
                file = self._image.files.get((self._application, wanted))
                if file is None:
                    return Status.NOT_FOUND.sw
                self._file = file
                return self._after_select(tlv("6F", tlv("83", wanted)))
            case _:
                return Status.BAD_P1_P2.sw

    def _enter(self, application: bytes) -> bytes:
        self._application = application
        self._file = None
        return self._after_select(tlv("6F", tlv("84", AIDS[application])))

    def _after_select(self, control: bytes) -> bytes:
        if not self._chains:
            return control + Status.DONE.sw
        self._waiting = control
        return bytes([0x61, len(control)])

    def _get_response(self, command: bytes, waiting: bytes) -> bytes:
        if not waiting or len(command) != 5:
            return Status.WRONG_LENGTH.sw
        asked = command[4] or 256
        if asked > len(waiting):
            self._waiting = waiting
            return bytes([0x6C, len(waiting)])
        return waiting[:asked] + Status.DONE.sw

    def _read_binary(self, command: bytes) -> bytes:
        if len(command) != 5:
            return Status.WRONG_LENGTH.sw
        if command[2] & 0x80:
            chosen = self._by_short_id(command[2] & 0x1F)
            if chosen is None:
                return Status.NOT_FOUND.sw
            self._file = chosen
            offset = command[3]
        else:
            offset = int.from_bytes(command[2:4], "big")
        if self._file is None:
            return Status.NO_CURRENT_FILE.sw
        if self._file.content is None:
            return Status.PROTECTED.sw
        return self._part(self._file.content, offset, command[4] or 256)

    def _by_short_id(self, sfi: int) -> File | None:
        here = (file for (application, _), file in self._image.files.items() if application == self._application)
        return next((file for file in here if file.sfi == sfi), None)

    def _part(self, content: bytes, offset: int, asked: int) -> bytes:
        left = content[offset:]
        if not left:
            return Status.BEYOND_END.sw
        if asked <= len(left) or self._short is Short.ANSWERS:
            return left[:asked] + Status.DONE.sw
        if self._short is Short.WARNS:
            return left + Status.END_OF_FILE.sw
        return bytes([0x6C, len(left)])
