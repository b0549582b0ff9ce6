"""What this card says: from a card that answers APDUs to one closed outcome.

The walk is that of facts/carte-vitale.md §1.4: sequence 1 (short identifiers) first, sequence 2 (EF D001) where the
identity is not found so, sequence 3 (EF 2001) for what has no public place: the start of validity, and the NIR where
sequence 1 does not give it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from kiosk.devices.card import content
from kiosk.devices.card.apdu import Link, Transmit
from kiosk.devices.card.atr import Family, family_of
from kiosk.devices.card.faults import LinkFault
from kiosk.devices.card.files import CardFiles, Refused
from kiosk.devices.card.outcomes import CardMalformed, NotVitale, ProfessionalCard, Vitale1, VitaleCard

MF_VITALE = bytes.fromhex("D2500000024D465F564954414C45")
VITALE = bytes.fromhex("D250000002564954414C45")
_PEOPLE_SFI = 2
_IDENTITY = bytes.fromhex("D001")
_POINTERS = bytes.fromhex("2001")
_PAN = bytes.fromhex("2F02")
_MOST_POINTERS = 32

Said = VitaleCard | NotVitale | CardMalformed
"""What a card's files can say."""


def recognise(atr: bytes) -> Vitale1 | ProfessionalCard | None:
    """Tell a card that is known by its answer to reset alone and is not read here; None: its files decide."""
    match family_of(atr):
        case Family.VITALE1:
            return Vitale1()
        case Family.PROFESSIONAL:
            return ProfessionalCard()
        case Family.MAY_BE_VITALE2:
            return None


def read(transmit: Transmit) -> Said | LinkFault:
    """Read a card that has just been powered up.

    Args:
        transmit: carries APDUs to the card; not called again after its first fault.

    Returns:
        What the card says, or why bytes stopped going to it and back: then nothing is known of the card.
    """
    link = Link(transmit)
    said = _walk(CardFiles(link))
    return link.fault or said


def _walk(files: CardFiles) -> Said:
    if not files.select_root():
        return NotVitale()
    identity = _identity(files)
    if not files.select_application(VITALE):
        return NotVitale()
    numbers = files.read_short(_PEOPLE_SFI)
    numbers_found = isinstance(numbers, bytes) and content.holds_people(numbers)
    start = None
    for one in _discovered(files):
        if not numbers_found and content.holds_nirs(one):
            numbers, numbers_found = one, True
        start = start or content.valid_from(one)
        if numbers_found and start:
            break
    return _understood(identity, numbers, start, _digest(files))


def _identity(files: CardFiles) -> bytes | Refused:
    by_short_id = files.read_short(_PEOPLE_SFI)
    if isinstance(by_short_id, bytes) and content.holds_people(by_short_id):
        return by_short_id
    files.select_application(MF_VITALE)
    return files.read(_IDENTITY)


def _discovered(files: CardFiles) -> Iterator[bytes]:
    """Read what EF 2001 names and is not protected: the files of VITALE, which is current, then those of the root."""
    listed = files.read(_POINTERS)
    if isinstance(listed, Refused):
        return
    pointers = content.pointers(listed)[:_MOST_POINTERS]
    yield from _readable(files, (one.file_id for one in pointers if one.application == VITALE))
    if files.select_application(MF_VITALE):
        yield from _readable(
            files, (one.file_id for one in pointers if one.application == MF_VITALE and one.file_id != _IDENTITY)
        )


def _readable(files: CardFiles, file_ids: Iterable[bytes]) -> Iterator[bytes]:
    for file_id in file_ids:
        one = files.read(file_id)
        if isinstance(one, bytes):
            yield one


def _digest(files: CardFiles) -> str | None:
    if not files.select_application(MF_VITALE):
        return None
    number = files.read(_PAN)
    return hashlib.sha256(number).hexdigest() if isinstance(number, bytes) and number else None


def _understood(identity: bytes | Refused, numbers: bytes | Refused, start: str | None, digest: str | None) -> Said:
    if isinstance(identity, Refused):
        return CardMalformed(f"identity: refused {identity.status:04X}")
    if isinstance(numbers, Refused):
        return CardMalformed(f"nir: refused {numbers.status:04X}")
    named = content.identities(identity)
    if isinstance(named, CardMalformed):
        return named
    read_numbers = content.nirs(numbers)
    if isinstance(read_numbers, CardMalformed):
        return read_numbers
    return content.card(named, read_numbers, start, digest)
