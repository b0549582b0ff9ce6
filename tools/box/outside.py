"""What stands around a box: a caisse, a printer, and the hand with the card."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from dock.caisse import CaisseProcess
from dock.card.reader import VirtualReader
from dock.cast import load
from dock.printer.simulator import PrinterSimulator
from tools.box.box import Box
from tools.box.inside import socket_inside
from tools.box.relay import Relay

_VPCD: Final = ("127.0.0.1", 0x8C7B)


class Outside:
    """Real servers on this machine, reached from one box at a time at the same addresses. Use it in a ``with``.

    Args:
        directory: an existing directory for the caisse's data.

    Attributes:
        caisse: the demo's, with the cast.
        printer: a printer on the network.
        slot: the box's card reader: its pcscd must run when a card is put in.
        box: the one that reaches all of it now.
    """

    def __init__(self, directory: Path) -> None:
        self.caisse = CaisseProcess(directory / "caisse", people=0)
        self.printer = PrinterSimulator()
        self.slot = VirtualReader(self._reach_reader, load())
        self.box: Box | None = None
        self._relays: dict[int, Relay] = {}
        self._running = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            starting.enter_context(self.caisse)
            self.printer.start()
            starting.callback(self.printer.stop)
            starting.callback(self.leave)
            starting.callback(self.slot.remove)
            self._running = starting.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    def join(self, box: Box) -> None:
        """Let a box that has just booted reach all of it; the one before is left.

        Args:
            box: running.
        """
        self.leave()
        self.box = box
        self._relays = {port: Relay(box.leader, port) for port in (self.caisse.port, self.printer.port)}

    def leave(self) -> None:
        """Cut every connection."""
        for relay in self._relays.values():
            relay.close()
        self._relays = {}
        self.box = None

    def cut_caisse(self) -> None:
        """Pull the caisse's plug at the terminal, until ``join``."""
        self._relays[self.caisse.port].close()

    def _reach_reader(self) -> socket.socket:
        if self.box is None or not self.box.leader:
            raise ConnectionRefusedError
        return socket_inside(self.box.leader, lambda: socket.create_connection(_VPCD))
