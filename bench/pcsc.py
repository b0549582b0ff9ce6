"""PC/SC at its barest: when a card comes and goes, and what it answers. The bench's only module on pyscard."""

from __future__ import annotations

from typing import Any

from smartcard import scard


class PcscError(Exception):
    """A PC/SC call failed; the message holds its name and code."""


class CardWatch:
    """One context on one reader.

    Args:
        reader: beginning of its name.

    Raises:
        PcscError: no such reader.
    """

    def __init__(self, reader: str) -> None:
        (self._context,) = _checked("establish", scard.SCardEstablishContext(scard.SCARD_SCOPE_USER))
        (readers,) = _checked("list", scard.SCardListReaders(self._context, []))
        self._reader = next(name for name in sorted(readers) if name.startswith(reader))
        self._state = scard.SCARD_STATE_UNAWARE

    def await_insertion(self) -> None:
        """Return when PC/SC tells that a card is in."""
        self._await(scard.SCARD_STATE_PRESENT)

    def await_removal(self) -> None:
        """Return when PC/SC tells that the slot is empty."""
        self._await(scard.SCARD_STATE_EMPTY)

    def exchange(self, apdus: list[bytes]) -> None:
        """Connect, send commands one by one, disconnect."""
        how, protocols = scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        card, protocol = _checked("connect", scard.SCardConnect(self._context, self._reader, how, protocols))
        for apdu in apdus:
            _checked("transmit", scard.SCardTransmit(card, protocol, list(apdu)))
        _checked("disconnect", [scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)])

    def _await(self, wanted: int) -> None:
        while not self._state & wanted:
            asked = [(self._reader, self._state)]
            (states,) = _checked("watch", scard.SCardGetStatusChange(self._context, scard.INFINITE, asked))
            self._state = states[0][1] & ~scard.SCARD_STATE_CHANGED


def _checked(what: str, answer: list[Any]) -> list[Any]:
    code, *rest = answer
    if code != scard.SCARD_S_SUCCESS:
        raise PcscError(f"{what}: {code}")
    return rest
