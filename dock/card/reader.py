"""A reader into which cards of the cast are put: the other end of vpcd's wire (facts/carte-vitale.md §2)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from dock.card.chip import Chip, Fate
from dock.card.chips import chip_of
from dock.cast import Cast

_POWER = frozenset({0x00, 0x01, 0x02})
_GET_ATR = 0x04
_RECONNECT_S = 0.02
_SEEN_S = 1.0
_JOIN_S = 5.0


class VirtualReader:
    """One slot, empty or with a card in it.

    A card that is in stays in when pcscd goes away, and is found again by the next one.

    Args:
        connect: opens a socket to the driver's slot, e.g. ``Pcscd.connect``; raises while there is no pcscd.
        cast: whose cards these are.
    """

    def __init__(self, connect: Callable[[], socket.socket], cast: Cast) -> None:
        self._connect = connect
        self._cast = cast
        self._lock = threading.Lock()
        self._inserted: _InsertedCard | None = None

    @property
    def card(self) -> str | None:
        """The key of the card that is in, or None."""
        with self._lock:
            inserted = self._inserted
        return inserted.key if inserted and not inserted.gone else None

    def insert(self, card_key: str, damage: str | None = None) -> None:
        """Put a card in; returns when the driver has it.

        Args:
            card_key: of the cast.
            damage: what is wrong with it: ``"mute"``, ``"pulled:3"``, see ``dock.card.damage.Damage``.

        Raises:
            KeyError: no such card.
            ValueError: no such damage, or a card is in already.
        """
        self.insert_chip(card_key, chip_of(self._cast, card_key, damage))

    def insert_chip(self, name: str, chip: Chip) -> None:
        """Put in a card that is not of the cast.

        Raises:
            ValueError: a card is in already.
        """
        with self._lock:
            if self._inserted and not self._inserted.gone:
                raise ValueError("a card is in already")
            self._inserted = _InsertedCard(name, chip, self._connect)

    def remove(self) -> None:
        """Take the card out, if one is in."""
        with self._lock:
            inserted, self._inserted = self._inserted, None
        if inserted:
            inserted.take_out()

    def swap(self, card_key: str, damage: str | None = None) -> None:
        """Change the card as fast as the driver can notice; raises like ``insert``.

        vpcd looks every 0.4 s, and a card that takes the place of another between two looks is taken for it: the old
        card leaves under its eyes, and the new one is there at the next look.
        """
        chip = chip_of(self._cast, card_key, damage)
        with self._lock:
            inserted, self._inserted = self._inserted, None
        if inserted:
            inserted.leave_when_seen()
        self.insert_chip(card_key, chip)


class _InsertedCard:
    """A card in the slot: a connection kept up, and a thread that answers on it."""

    def __init__(self, key: str, chip: Chip, connect: Callable[[], socket.socket]) -> None:
        self.key = key
        self._chip = chip
        self._connect = connect
        self._leaving = threading.Event()
        self._out = threading.Event()
        self._wire = connect()
        self._thread = threading.Thread(target=self._run, name=f"dock-card-{key}", daemon=True)
        self._thread.start()

    @property
    def gone(self) -> bool:
        """Whether the card left by itself or was taken out."""
        return self._out.is_set()

    def take_out(self) -> None:
        self._out.set()
        with suppress(OSError):
            self._wire.shutdown(socket.SHUT_RDWR)
        self._thread.join(_JOIN_S)

    def leave_when_seen(self) -> None:
        self._leaving.set()
        self._out.wait(_SEEN_S)
        self.take_out()

    def _run(self) -> None:
        while True:
            with self._wire, suppress(OSError):
                self._serve(self._wire)
            self._chip.power()
            if not self._come_back():
                return

    def _come_back(self) -> bool:
        """Wait for a driver to be there again, while the card is in."""
        while not self._out.wait(_RECONNECT_S):
            try:
                self._wire = self._connect()
            except (OSError, RuntimeError):
                continue
            if not self._out.is_set():
                return True
            self._wire.close()
        return False

    def _serve(self, wire: socket.socket) -> None:
        powering = False
        while True:
            message = _receive(wire)
            if len(message) == 1 and message[0] in _POWER:
                powering = True
                self._chip.power()
            elif len(message) == 1 and message[0] == _GET_ATR:
                # Asked for its own sake and not after a power-up, the ATR is how vpcd looks whether a card is there.
                if self._leaving.is_set() and not powering:
                    self._out.set()
                    return
                powering = False
                _send(wire, self._chip.atr)
            else:
                answer = self._chip.respond(message)
                if answer is Fate.GONE:
                    self._out.set()
                    return
                if isinstance(answer, bytes):
                    _send(wire, answer)


def _send(wire: socket.socket, payload: bytes) -> None:
    wire.sendall(len(payload).to_bytes(2, "big") + payload)


def _receive(wire: socket.socket) -> bytes:
    return _exactly(wire, int.from_bytes(_exactly(wire, 2), "big"))


def _exactly(wire: socket.socket, count: int) -> bytes:
    """Read a number of bytes.

    Raises:
        ConnectionError: the driver left.
    """
    received = b""
    while len(received) < count:
        # Debian's vpcd writes length and payload apart: without this each exchange waits 40 ms for an acknowledgement.
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        part = wire.recv(count - len(received))
        if not part:
            raise ConnectionError("the driver left")
        received += part
    return received
