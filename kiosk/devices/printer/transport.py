"""How bytes reach a printer and come back: the two capabilities that the rest of the printer code needs.

Nothing here raises for what happens in the field: a cable that is out is a ``Disconnected`` value.
"""

from __future__ import annotations

from typing import Protocol

from kiosk.devices.printer.status import Disconnected


class Connection(Protocol):
    """A printer that could be opened. Used by one thread only."""

    def write(self, data: bytes, within_s: float) -> int | Disconnected:
        """Hand bytes over.

        Args:
            data: at least one byte.
            within_s: how long to wait until at least one byte can go.

        Returns:
            How many of them went, from the first; 0 when the time is over.
        """

    def read(self, within_s: float) -> bytes | Disconnected:
        """What the printer said; empty when it said nothing within ``within_s`` seconds (0: what is there now)."""

    def close(self) -> None:
        """Let go; what was not on its way yet never will be."""


class Transport(Protocol):
    """A way to one printer."""

    def open(self) -> Connection | Disconnected:
        """Begin to talk to it. May take as long as the transport's own deadline."""
