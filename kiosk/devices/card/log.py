"""What the card thread writes to the journal: never what a card says, nor what was sent to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from kiosk.devices.card.outcomes import (
    CardMalformed,
    CardMute,
    CardReading,
    NotVitale,
    ProfessionalCard,
    PulledWhileReading,
    Vitale1,
    VitaleCard,
)
from teleservices.logbook import LogEvent, Severity

READER_READY = LogEvent("card.reader_ready", Severity.INFO, "The card reader can be used.", ("reader",))
READER_MISSING = LogEvent(
    "card.reader_missing", Severity.ERROR, "No card reader; cause is a PC/SC code or « no reader ».", ("cause",)
)
CARD_READ = LogEvent("card.read", Severity.INFO, "The reading of a card ended.", ("outcome", "ms"))
CARD_MALFORMED = LogEvent("card.malformed", Severity.WARNING, "A carte Vitale whose data make no sense.", ("cause",))

CATALOGUE = (READER_READY, READER_MISSING, CARD_READ, CARD_MALFORMED)

Record = Callable[..., None]
"""``Logbook.record``."""


def record_nothing(_event: LogEvent, /, **_fields: object) -> None:
    """A ``Record`` for whoever keeps no journal."""


def outcome_word(reading: CardReading) -> str:
    """The outcome in one word, as the journal has it."""
    match reading:
        case VitaleCard():
            return "vitale"
        case CardMute():
            return "mute"
        case NotVitale():
            return "not-vitale"
        case Vitale1():
            return "vitale-1"
        case ProfessionalCard():
            return "professional"
        case PulledWhileReading():
            return "pulled"
        case CardMalformed():
            return "malformed"
        case _:
            assert_never(reading)
