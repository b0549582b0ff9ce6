"""What a reading of the card can end with, and what the reader can be: closed unions."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.nir import Nir


@dataclass(frozen=True, repr=False)
class Porteur:
    """One person named on the card.

    Attributes:
        family_name: tag 65/80, trimmed.
        first_name: tag 65/81, trimmed.
        birth_date: tag 65/82 as it stands, usually ``AAAAMMJJ``; month or day may be lunar.
        nationality: tag 65/90 as it stands, or an empty text.
        nir: the NIR at the same place of the NIR file, or None when that file has no entry for this porteur.
    """

    family_name: str
    first_name: str
    birth_date: str
    nationality: str
    nir: Nir | None


@dataclass(frozen=True, repr=False)
class VitaleCard:
    """A card is (NIR, start date, digest): its serial number cannot be read by public APDUs.

    Attributes:
        porteurs: the insured first; never empty.
        nir: the insured person's.
        valid_from: tag 66/80 ``AAAAMMJJ``, None where the file cannot be read.
        digest: SHA-256 of EF 2F02 in hexadecimal, None where it cannot be read.
    """

    porteurs: tuple[Porteur, ...]
    nir: Nir
    valid_from: str | None
    digest: str | None


@dataclass(frozen=True)
class CardMute:
    """The card does not answer: wrong way round, dirty chip, or past the deadline."""


@dataclass(frozen=True)
class NotVitale:
    """A card that answers and is not a carte Vitale."""


@dataclass(frozen=True)
class Vitale1:
    """An old family card, recognised by its ATR; it cannot be read here."""


@dataclass(frozen=True)
class ProfessionalCard:
    """A carte de professionnel de santé (CPS and its family)."""


@dataclass(frozen=True)
class PulledWhileReading:
    """The card left the reader before the reading ended."""


@dataclass(frozen=True)
class CardMalformed:
    """A carte Vitale whose data make no sense.

    Attributes:
        cause: for technicians, never holding what the card says: ``"nir: key"``, ``"identity: truncated"``.
    """

    cause: str


CardReading = VitaleCard | CardMute | NotVitale | Vitale1 | ProfessionalCard | PulledWhileReading | CardMalformed


@dataclass(frozen=True)
class ReaderReady:
    """The configured reader is there, with or without a card."""


@dataclass(frozen=True)
class ReaderMissing:
    """No reader: unplugged, or no pcscd.

    Attributes:
        cause: for technicians, the PC/SC code in hexadecimal, or ``"no reader"``.
    """

    cause: str


ReaderStatus = ReaderReady | ReaderMissing
