"""What the card thread tells: one event at a time, in order."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.card.outcomes import CardReading, ReaderStatus


@dataclass(frozen=True)
class ReaderChanged:
    """The reader came or went."""

    status: ReaderStatus


@dataclass(frozen=True)
class CardInserted:
    """Something is in the reader; its reading follows, unless it is pulled first."""


@dataclass(frozen=True, repr=False)
class CardRead:
    """The reading ended."""

    reading: CardReading


@dataclass(frozen=True)
class CardRemoved:
    """The reader is empty again (or gone with the card in it)."""


CardEvent = ReaderChanged | CardInserted | CardRead | CardRemoved
