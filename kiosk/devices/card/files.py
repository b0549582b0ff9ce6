"""Selecting and reading a card's files (ISO 7816-4), through a ``Link``."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.apdu import Command, Link, Response

_SELECT = 0xA4
_READ_BINARY = 0xB0
_BY_ID = 0x00
_BY_ID_HERE = 0x02
_BY_NAME = 0x04
_SHORT_ID = 0x80
_BLOCK = 256
_LONGEST_FILE = 8192
"""Many times what a carte Vitale holds: a card that never stops is not followed."""


@dataclass(frozen=True)
class Refused:
    """The card does not give a file.

    Attributes:
        status: its status word.
    """

    status: int


class CardFiles:
    """The files of the card at the end of a link."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def select_root(self) -> bool:
        """Make the master file current; False: the card refuses."""
        return self._select(_BY_ID, b"\x3f\x00")

    def select_application(self, name: bytes) -> bool:
        """Make an application current by its name (AID); False: the card has none such."""
        return self._select(_BY_NAME, name)

    def read_short(self, sfi: int) -> bytes | Refused:
        """Read the file of the current application that has a short identifier (1 to 30)."""
        return self._read(Command(0, _READ_BINARY, _SHORT_ID | sfi, 0, le=_BLOCK))

    def read(self, file_id: bytes) -> bytes | Refused:
        """Read a file of the current application by its two-byte identifier."""
        selected = self._link.send(Command(0, _SELECT, _BY_ID_HERE, 0, file_id))
        if not selected.done:
            return Refused(selected.status)
        return self._read(_read_at(0))

    def _select(self, how: int, name: bytes) -> bool:
        return self._link.send(Command(0, _SELECT, how, 0, name)).done

    def _read(self, first: Command) -> bytes | Refused:
        """Read by blocks until a shorter one or a refusal: reading by a short identifier made the file current."""
        block = self._link.send(first)
        if not block.done:
            return Refused(block.status)
        content = block.data
        while _full(block) and len(content) < _LONGEST_FILE:
            block = self._link.send(_read_at(len(content)))
            if block.done:
                content += block.data
        return content


def _full(block: Response) -> bool:
    return block.done and len(block.data) >= _BLOCK


def _read_at(offset: int) -> Command:
    return Command(0, _READ_BINARY, offset >> 8, offset & 0xFF, le=_BLOCK)
