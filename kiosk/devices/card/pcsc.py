"""PC/SC, typed: the only module that knows pyscard.

Nothing here raises for what a reader, a card or pcscd does: a call gives its result or a ``PcscFault``.
A context belongs to one thread; from another thread only ``cancel`` may touch it (facts/devices.md, pitfall 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import cast

from smartcard import scard

from kiosk.devices.card.faults import Code, PcscFault

PNP = "\\\\?PnP?\\Notification"
"""The pseudo reader that changes when readers come and go."""

_UNSIGNED = 0xFFFFFFFF


class State(IntFlag):
    """The lower 16 bits of a reader's state; the upper ones count insertions and removals."""

    IGNORE = 0x0001
    CHANGED = 0x0002
    UNKNOWN = 0x0004
    UNAVAILABLE = 0x0008
    EMPTY = 0x0010
    PRESENT = 0x0020
    MUTE = 0x0200


@dataclass(frozen=True, repr=False)
class Seen:
    """What a wait saw at one reader.

    Attributes:
        state: 32 bits, CHANGED taken out: what the next wait should start from.
        changed: whether it differs from what the wait started from.
        atr: the card's answer to reset; empty without a card that answers.
    """

    reader: str
    state: int
    changed: bool
    atr: bytes


class Connection:
    """A card for us alone."""

    def __init__(self, handle: int, protocol: int) -> None:
        self._handle = handle
        self._header = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0

    def transmit(self, command: bytes) -> bytes | PcscFault:
        """Send one APDU and wait for its answer, for as long as the card likes."""
        code, answer = _call(scard.SCardTransmit(self._handle, self._header, list(command)))
        return PcscFault(code) if code else bytes(cast("list[int]", answer))

    def disconnect(self) -> None:
        """Give the card back, reset, so that the next reading starts clean."""
        scard.SCardDisconnect(self._handle, scard.SCARD_RESET_CARD)


class Context:
    """One thread's conversation with pcscd; made by ``establish``."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def readers(self) -> tuple[str, ...] | PcscFault:
        """The names of the readers; none is not a fault."""
        code, names = _call(scard.SCardListReaders(self._handle, []))
        if code == Code.NO_READERS:
            return ()
        return PcscFault(code) if code else tuple(cast("list[str]", names))

    def wait(self, known: Sequence[tuple[str, int]]) -> tuple[Seen, ...] | PcscFault:
        """Wait, with no limit, until a reader is no longer as known.

        Args:
            known: names, each with the state last seen, 0 at first.
        """
        code, states = _call(scard.SCardGetStatusChange(self._handle, scard.INFINITE, list(known)))
        if code:
            return PcscFault(code)
        rows = cast("list[tuple[str, int, list[int]]]", states)
        return tuple(
            Seen(name, state & _UNSIGNED & ~State.CHANGED, bool(state & State.CHANGED), bytes(atr))
            for name, state, atr in rows
        )

    def connect(self, reader: str) -> Connection | PcscFault:
        """Power the card up and keep everybody else out."""
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        answer = scard.SCardConnect(self._handle, reader, scard.SCARD_SHARE_EXCLUSIVE, protocols)
        code, handle, protocol = cast("tuple[int, int, int]", answer)
        return PcscFault(code & _UNSIGNED) if code else Connection(handle, protocol)

    def cancel(self) -> None:
        """End a ``wait`` that another thread is in; without one, nothing happens."""
        scard.SCardCancel(self._handle)

    def release(self) -> None:
        """Leave pcscd; the context is not used after this."""
        scard.SCardReleaseContext(self._handle)


def establish() -> Context | PcscFault:
    """Open a conversation with pcscd for the calling thread."""
    code, handle = _call(scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM))
    return PcscFault(code) if code else Context(cast("int", handle))


def _call(answer: object) -> tuple[int, object]:
    """Make pyscard's signed code and result ours."""
    code, result = cast("tuple[int, object]", answer)
    return code & _UNSIGNED, result
