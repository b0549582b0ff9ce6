"""What a technician is told of a card: what can be read of it, and nothing that it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
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


class CardKind(StrEnum):
    """What the card turned out to be; the value is the last part of message keys."""

    VITALE2 = "vitale2"
    VITALE1 = "vitale1"
    PROFESSIONAL = "professional"
    NOT_VITALE = "not_vitale"
    MUTE = "mute"
    MALFORMED = "malformed"
    PULLED = "pulled"


class CardFile(StrEnum):
    """A file of a carte Vitale 2; the value is the last part of a message key."""

    IDENTITY = "identity"
    NUMBERS = "numbers"
    VALIDITY = "validity"
    FINGERPRINT = "fingerprint"


@dataclass(frozen=True)
class CardTrial:
    """A card, without anything of its holder.

    Attributes:
        files: of a carte Vitale 2, which could be read.
        cause: why its data make no sense, for technicians (``nir: key``); else empty.
        took_ms: from its insertion to the end of the reading; None where the insertion was not seen.
    """

    kind: CardKind
    took_ms: int | None
    files: frozenset[CardFile] = frozenset()
    cause: str = ""


def tried(reading: CardReading, took_ms: int | None) -> CardTrial:
    """What ``reading`` shows of the card."""
    match reading:
        case VitaleCard(valid_from=valid_from, digest=digest):
            # Without these two there is no reading.
            files = {CardFile.IDENTITY, CardFile.NUMBERS}
            files |= {CardFile.VALIDITY} if valid_from is not None else set()
            files |= {CardFile.FINGERPRINT} if digest is not None else set()
            return CardTrial(CardKind.VITALE2, took_ms, frozenset(files))
        case Vitale1():
            return CardTrial(CardKind.VITALE1, took_ms)
        case ProfessionalCard():
            return CardTrial(CardKind.PROFESSIONAL, took_ms)
        case NotVitale():
            return CardTrial(CardKind.NOT_VITALE, took_ms)
        case CardMute():
            return CardTrial(CardKind.MUTE, took_ms)
        case CardMalformed(cause):
            return CardTrial(CardKind.MALFORMED, took_ms, cause=cause)
        case PulledWhileReading():
            return CardTrial(CardKind.PULLED, took_ms)
        case _:
            assert_never(reading)
