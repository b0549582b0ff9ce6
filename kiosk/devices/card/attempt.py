"""One reading over PC/SC: connect, read, and again when the contacts hiccup. Runs in a thread that may be abandoned."""

from __future__ import annotations

import threading

from kiosk.devices.card import pcsc, vitale
from kiosk.devices.card.faults import AnswerFault, Code, LinkFault, PcscFault
from kiosk.devices.card.outcomes import CardMute, CardReading, PulledWhileReading

_PAUSES_S = (0.2, 0.4, 0.6)
"""Four tries, as field software does; together longer than pcscd may take to notice that the card was pulled."""
_BUSY_PAUSE_S = 0.05
_GONE = frozenset(
    {
        Code.UNKNOWN_READER,
        Code.NO_SMARTCARD,
        Code.COMM_ERROR,
        Code.READER_UNAVAILABLE,
        Code.NO_SERVICE,
        Code.SERVICE_STOPPED,
        Code.REMOVED_CARD,
        Code.SECURITY_VIOLATION,
    }
)
_BUSY = PcscFault(Code.SHARING_VIOLATION)
"""An abandoned reading still holds the reader: it lets go when its card is taken out."""


def read_card(reader: str, atr: bytes, given_up: threading.Event) -> CardReading:
    """Read the card that is in a reader; may take for ever if the card never answers.

    Args:
        reader: the PC/SC name.
        atr: the card's answer to reset.
        given_up: set when nobody waits for the result any more: then it comes early and means nothing.
    """
    if known := vitale.recognise(atr):
        return known
    pauses = iter(_PAUSES_S)
    while True:
        said = _try(reader)
        match said:
            case PcscFault(code=code) if code in _GONE:
                return PulledWhileReading()
            case PcscFault() if said == _BUSY:
                pause = _BUSY_PAUSE_S
            case PcscFault() | AnswerFault():
                pause = next(pauses, 0.0)
            case _:
                return said
        if not pause or given_up.wait(pause):
            return CardMute()


def _try(reader: str) -> vitale.Said | LinkFault:
    """Read once, in a context of this thread's own."""
    context = pcsc.establish()
    if isinstance(context, PcscFault):
        return context
    try:
        connection = context.connect(reader)
        if isinstance(connection, PcscFault):
            return connection
        try:
            return vitale.read(connection.transmit)
        finally:
            connection.disconnect()
    finally:
        context.release()
