"""What the files of a carte Vitale 2 say (facts/carte-vitale.md §1.5). Pure: bytes in, values or a closed fault out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.devices.card.outcomes import CardMalformed, Porteur, VitaleCard
from kiosk.devices.card.tlv import Element, TlvFault, parse, value_of
from teleservices.nir import Nir, from_card

_PERSON = 0x65
_FAMILY_NAME = 0x80
_FIRST_NAME = 0x81
_BIRTH_DATE = 0x82
_NATIONALITY = 0x90
_NIR = 0x93
_CARD = 0x66
_VALID_FROM = 0x80
_POINTERS = 0xE0
_APPLICATIONS = 0xA0
_APPLICATION = 0x82
_POINTER = 0x80
_POINTER_LENGTH = 12

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DATE = re.compile(r"[0-9]{8}")


@dataclass(frozen=True, repr=False)
class Identity:
    """One template of the identity file; texts as in ``Porteur``."""

    family_name: str
    first_name: str
    birth_date: str
    nationality: str


@dataclass(frozen=True)
class Pointer:
    """Where a file is, as EF 2001 says.

    Attributes:
        application: the name (AID) of its application.
        file_id: two bytes.
    """

    application: bytes
    file_id: bytes


def identities(content: bytes) -> tuple[Identity, ...] | CardMalformed:
    """Read the identity file: at least one person, each with a name."""
    templates = _people(content)
    if isinstance(templates, TlvFault):
        return CardMalformed(f"identity: {templates}")
    if not templates:
        return CardMalformed("identity: empty")
    read: list[Identity] = []
    for template in templates:
        elements = parse(template)
        if isinstance(elements, TlvFault):
            return CardMalformed(f"identity: {elements}")
        tags = (_FAMILY_NAME, _FIRST_NAME, _BIRTH_DATE, _NATIONALITY)
        identity = Identity(*(_text(value_of(elements, tag)) for tag in tags))
        if not identity.family_name and not identity.first_name:
            return CardMalformed("identity: no name")
        read.append(identity)
    return tuple(read)


def nirs(content: bytes) -> tuple[Nir | None, ...] | CardMalformed:
    """Read the NIR file: one place per porteur, the insured's first; None where a place is empty."""
    templates = _people(content)
    if isinstance(templates, TlvFault):
        return CardMalformed(f"nir: {templates}")
    read: list[Nir | None] = []
    for template in templates:
        elements = parse(template)
        if isinstance(elements, TlvFault):
            return CardMalformed(f"nir: {elements}")
        text = _text(value_of(elements, _NIR))
        if not text.strip("0"):
            read.append(None)
            continue
        match from_card(text):
            case Nir() as nir:
                read.append(nir)
            case fault:
                return CardMalformed(f"nir: {fault}")
    return tuple(read)


def valid_from(content: bytes) -> str | None:
    """The start of validity if this file is the one that tells it: tag 66/80, ``AAAAMMJJ``."""
    text = _text(value_of(_inside(content, _CARD), _VALID_FROM))
    return text if _DATE.fullmatch(text) else None


def pointers(content: bytes) -> tuple[Pointer, ...]:
    """Read EF 2001 ``POINTERS``; what cannot be understood points nowhere."""
    elements = _inside(content, _POINTERS)
    names = _names(elements)
    entries = [one.value for one in elements if one.tag == _POINTER and len(one.value) == _POINTER_LENGTH]
    return tuple(Pointer(names[entry[8:10]], entry[10:12]) for entry in entries if entry[8:10] in names)


def holds_people(content: bytes) -> bool:
    """Whether a file has at least one template 65, or is one that was damaged."""
    templates = _people(content)
    return isinstance(templates, TlvFault) or bool(templates)


def holds_nirs(content: bytes) -> bool:
    """Whether a file is, by its first template, the one of the NIR."""
    templates = _people(content)
    if isinstance(templates, TlvFault) or not templates:
        return False
    elements = parse(templates[0])
    return not isinstance(elements, TlvFault) and value_of(elements, _NIR) is not None


def card(
    named: Sequence[Identity], numbers: Sequence[Nir | None], start: str | None, digest: str | None
) -> VitaleCard | CardMalformed:
    """Put the files together: identity and NIR are paired by position, and a NIR without identity is nobody's.

    Args:
        named: at least one.
        numbers: may be fewer or more.
        start: tag 66/80, or None.
        digest: SHA-256 of EF 2F02 in hexadecimal, or None.
    """
    insured = numbers[0] if numbers else None
    if insured is None:
        return CardMalformed("nir: missing")
    paired = (*numbers[: len(named)], *(None,) * (len(named) - len(numbers)))
    porteurs = tuple(
        Porteur(one.family_name, one.first_name, one.birth_date, one.nationality, nir)
        for one, nir in zip(named, paired, strict=True)
    )
    return VitaleCard(porteurs, insured, start, digest)


def _people(content: bytes) -> tuple[bytes, ...] | TlvFault:
    elements = parse(content)
    if isinstance(elements, TlvFault):
        return elements
    return tuple(element.value for element in elements if element.tag == _PERSON)


def _inside(content: bytes, tag: int) -> tuple[Element, ...]:
    """The elements inside the first one with this tag; none where that cannot be understood."""
    elements = parse(content)
    outer = None if isinstance(elements, TlvFault) else value_of(elements, tag)
    inner = parse(outer or b"")
    return () if isinstance(inner, TlvFault) else inner


def _names(listed: Sequence[Element]) -> dict[bytes, bytes]:
    """The applications' two-byte keys to their AIDs; what the two bytes between them mean is unknown."""
    applications = parse(value_of(listed, _APPLICATIONS) or b"")
    if isinstance(applications, TlvFault):
        return {}
    values = [one.value for one in applications if one.tag == _APPLICATION]
    return {value[:2]: value[4:] for value in values if len(value) > 4}


def _text(value: bytes | None) -> str:
    """Latin-1, trimmed; a control character has no place in a name and must reach neither screen nor printer."""
    return _CONTROLS.sub(" ", (value or b"").decode("latin-1")).strip()
