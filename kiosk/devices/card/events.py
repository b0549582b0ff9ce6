"""What the card thread tells: one event at a time, in order.

The order is always the same, whatever happens to card, reader or pcscd::

    ReaderChanged (ReaderChanged | CardInserted CardRead CardRemoved)*

Each ``CardInserted`` is followed by exactly one ``CardRead`` and then by one ``CardRemoved`` (the stream may stop
anywhere when the reader is stopped). The card that goes before its reading has ended gives
``CardRead(PulledWhileReading())`` and then ``CardRemoved``. A reader that goes with a card in it gives
``ReaderChanged(ReaderMissing)`` before ``CardRemoved``: who hears of the removal knows its cause.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.outcomes import CardReading, ReaderStatus


@dataclass(frozen=True)
class ReaderChanged:
    """The reader came or went; the first event of all tells which."""

    status: ReaderStatus


@dataclass(frozen=True)
class CardInserted:
    """Something is in the reader; its reading is under way."""


@dataclass(frozen=True, repr=False)
class CardRead:
    """The reading ended."""

    reading: CardReading


@dataclass(frozen=True)
class CardRemoved:
    """The reader is empty again, or gone with the card in it."""


CardEvent = ReaderChanged | CardInserted | CardRead | CardRemoved
