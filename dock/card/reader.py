"""A reader into which cards of the cast are put: the other end of vpcd's wire (facts/carte-vitale.md §2)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from dock.card import vpcd
from dock.card.chip import Chip, Fate
from dock.card.chips import chip_of
from dock.cast import Cast

_RECONNECT_S = 0.02
_NOTICED_S = 1.0
_NEXT_LOOK_S = 0.8


class VirtualReader:
    """One slot, empty or with a card in it.

    A card that is in stays in when pcscd goes away, and is found again by the next one. A card that follows another
    waits until the driver has seen the slot empty, as a hand would: vpcd looks every 0.4 s, takes a card that comes
    between two looks for the one before, and leaves pcscd in disorder.

    Args:
        connect: opens a socket to the driver's slot, e.g. ``Pcscd.connect``; raises while there is no pcscd.
        cast: whose cards these are.
    """

    def __init__(self, connect: Callable[[], socket.socket], cast: Cast) -> None:
        self._connect = connect
        self._cast = cast
        self._last: _Card | None = None

    @property
    def card(self) -> str | None:
        """The key of the card that is in, or None."""
        last = self._last
        return last.key if last and last.is_in else None

    def insert(self, card_key: str, damage: str | None = None) -> None:
        """Put a card in; the driver sees it at its next look.

        Args:
            card_key: of the cast.
            damage: what is wrong with it: ``"mute"``, ``"pulled:3"``, see ``dock.card.damage.Damage``.

        Raises:
            KeyError: no such card.
            ValueError: no such damage, or a card is in already.
        """
        self.insert_chip(card_key, chip_of(self._cast, card_key, damage))

    def insert_chip(self, key: str, chip: Chip) -> None:
        """Put in a card of one's own making.

        Args:
            key: what ``card`` will tell.
            chip: its inside.

        Raises:
            ValueError: a card is in already.
        """
        if self.card:
            raise ValueError("a card is in already")
        if self._last:
            self._last.wait_until_noticed()
        self._last = _Card(key, chip, self._connect)

    def remove(self) -> None:
        """Take the card out, if one is in; the driver sees it at its next look."""
        if self._last:
            self._last.take_out()

    def swap(self, card_key: str, damage: str | None = None) -> None:
        """Change the card as fast as the driver can notice; raises like ``insert``."""
        chip = chip_of(self._cast, card_key, damage)
        self.remove()
        self.insert_chip(card_key, chip)

    def close(self) -> None:
        """Take the card out and wait until the driver has seen it."""
        self.remove()
        if self._last:
            self._last.wait_until_noticed()


class _Card:
    """A card in the slot: a connection kept up, and a thread that answers on it."""

    def __init__(self, key: str, chip: Chip, connect: Callable[[], socket.socket]) -> None:
        self.key = key
        self._chip = chip
        self._connect = connect
        self._out = threading.Event()
        self._looked_at = False
        self._heard_at = 0.0
        self._wire = connect()
        self._thread = threading.Thread(target=self._run, name=f"dock-card-{key}", daemon=True)
        self._thread.start()

    @property
    def is_in(self) -> bool:
        """Whether the card neither left by itself nor was taken out."""
        return not self._out.is_set()

    def take_out(self) -> None:
        """Say nothing more: the driver hears the end at its next exchange, and closes its side."""
        self._out.set()
        with suppress(OSError):
            self._wire.shutdown(socket.SHUT_WR)

    def wait_until_noticed(self) -> None:
        """Wait until the driver has looked and found no card; called once the card is out."""
        self._thread.join(_NOTICED_S)
        if not self._looked_at:
            # It noticed in the middle of something else, which does not count as a look.
            time.sleep(max(0.0, self._heard_at + _NEXT_LOOK_S - time.monotonic()))

    def _run(self) -> None:
        while True:
            with self._wire, suppress(OSError):
                self._serve(self._wire)
            self._heard_at = time.monotonic()
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
            if self.is_in:
                return True
            self._wire.close()
        return False

    def _serve(self, wire: socket.socket) -> None:
        powering = False
        while True:
            message = vpcd.receive(wire)
            power = message in vpcd.POWER
            atr = message == vpcd.GET_ATR
            # Asked for its own sake and not after a power-up, the ATR is how vpcd looks whether a card is there.
            self._looked_at = atr and not powering
            powering = power
            if not self.is_in:
                continue
            if power:
                self._chip.power()
            elif atr:
                vpcd.send(wire, self._chip.atr)
            elif not self._answer(wire, message):
                return

    def _answer(self, wire: socket.socket, command: bytes) -> bool:
        """Let the chip answer; False: the card left instead."""
        answer = self._chip.respond(command)
        if answer is Fate.GONE:
            self._out.set()
            return False
        if isinstance(answer, bytes):
            vpcd.send(wire, answer)
        return True
