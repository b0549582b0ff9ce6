"""A card of the cast in qemu's CCID reader: the other end of ``ccid-card-passthru`` (libcacard's vscard protocol).

Every message is three big-endian words, kind, reader and length, and then its content.
"""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from dock.card.chip import Chip

_HEAD: Final = struct.Struct(">III")
_GREETING: Final = b"VSCD" + struct.pack(">II", 2, 0)
"""Magic, protocol 0.0.2, no capability."""
_ANY_READER: Final = 0xFFFFFFFF


class _Kind(IntEnum):
    INIT = 1
    READER_ADD = 3
    ATR = 5
    CARD_REMOVE = 6
    APDU = 7
    FLUSH = 8
    FLUSH_COMPLETE = 9


class PassedCard:
    """A card, in from ``with`` to its end.

    Args:
        path: the socket of the machine's reader.
        chip: the inside of the card.
    """

    def __init__(self, path: Path, chip: Chip) -> None:
        self._path = path
        self._chip = chip
        self._wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._sending = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="dock-vscard", daemon=True)

    def __enter__(self) -> Self:
        self._wire.connect(str(self._path))
        self._send(_Kind.INIT, _GREETING)
        self._send(_Kind.READER_ADD, b"borne\x00")
        self._chip.power()
        self._send(_Kind.ATR, self._chip.atr)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._send(_Kind.CARD_REMOVE, b"")
            self._wire.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._wire.close()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                kind, content = self._receive()
                match kind:
                    case _Kind.APDU:
                        self._answer(content)
                    case _Kind.FLUSH:
                        self._send(_Kind.FLUSH_COMPLETE, b"")
                    case _:
                        # Greetings and acknowledgements.
                        pass

    def _answer(self, command: bytes) -> None:
        answer = self._chip.respond(command)
        if isinstance(answer, bytes):
            self._send(_Kind.APDU, answer)

    def _send(self, kind: _Kind, content: bytes) -> None:
        reader = _ANY_READER if kind in {_Kind.INIT, _Kind.READER_ADD} else 0
        with self._sending:
            self._wire.sendall(_HEAD.pack(kind, reader, len(content)) + content)

    def _receive(self) -> tuple[int, bytes]:
        kind, _reader, length = _HEAD.unpack(self._exactly(_HEAD.size))
        return kind, self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            part = self._wire.recv(count - len(received))
            if not part:
                raise ConnectionError("the machine went away")
            received += part
        return received
