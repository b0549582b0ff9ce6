"""What is written on a carte Vitale 2: its files, made of a person of the cast.

The map is that of facts/carte-vitale.md §1.8: tags and names are public, the ids of some files are invented.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dock.cast import Named, Person

MF = bytes.fromhex("3F00")
"""The root, whose application is MF_VITALE; also its two-byte key in the pointers."""
VITALE = bytes.fromhex("0101")
"""The two-byte key of the application VITALE."""

AIDS: Mapping[bytes, bytes] = {
    MF: bytes.fromhex("D2500000024D465F564954414C45"),
    VITALE: bytes.fromhex("D250000002564954414C45"),
}

DIR = bytes.fromhex("2F00")
PAN = bytes.fromhex("2F02")
IDENTITY = bytes.fromhex("D001")
POINTERS = bytes.fromhex("2001")
NIR = bytes.fromhex("D002")
VALIDITY = bytes.fromhex("D003")
SEALED = bytes.fromhex("D004")

ATR = bytes.fromhex("3B7513000045 09EA9000")


@dataclass(frozen=True, repr=False)
class File:
    """An elementary file.

    Attributes:
        content: its bytes, or None for a file that may be selected and not read (6982).
        sfi: its short identifier, or None.
    """

    content: bytes | None
    sfi: int | None = None


@dataclass(frozen=True, repr=False)
class VitaleCardImage:
    """The files of one card, by (application, file id)."""

    files: Mapping[tuple[bytes, bytes], File]

    def with_file(self, application: bytes, file_id: bytes, content: bytes) -> VitaleCardImage:
        """The same card with other bytes in one file."""
        place = (application, file_id)
        return VitaleCardImage({**self.files, place: File(content, self.files[place].sfi)})

    def without(self, application: bytes, file_id: bytes) -> VitaleCardImage:
        """The same card without one file."""
        return VitaleCardImage({place: file for place, file in self.files.items() if place != (application, file_id)})


def tlv(tag: str, value: bytes) -> bytes:
    """One BER-TLV element.

    Args:
        tag: in hexadecimal.
        value: up to 65535 bytes.
    """
    if len(value) < 0x80:
        length = bytes([len(value)])
    elif len(value) < 0x100:
        length = bytes([0x81, len(value)])
    else:
        length = b"\x82" + len(value).to_bytes(2, "big")
    return bytes.fromhex(tag) + length + value


def identity_file(people: Sequence[Named]) -> bytes:
    """One template 65 per porteur, with names in Latin-1."""
    return b"".join(
        tlv(
            "65",
            tlv("80", one.family_name.encode("latin-1"))
            + tlv("81", one.first_name.encode("latin-1"))
            + tlv("82", one.birth_date.encode("ascii"))
            + tlv("90", b"FR"),
        )
        for one in people
    )


def nir_file(nirs: Sequence[str]) -> bytes:
    """One template 65 per porteur, in the same order.

    Args:
        nirs: 15 characters each.
    """
    return b"".join(tlv("65", tlv("93", nir.encode("ascii"))) for nir in nirs)


def validity_file(valid_from: str) -> bytes:
    """Template 66: the day from which the card is good, ``AAAAMMJJ``."""
    return tlv("66", tlv("80", valid_from.encode("ascii")))


def pointers_file(entries: Sequence[tuple[str, bytes, bytes]]) -> bytes:
    """EF 2001: the applications, then for each entry a name of up to 8 signs, its application, its file id."""
    applications = b"".join(tlv("82", key + b"\x00\x00" + aid) for key, aid in AIDS.items())
    files = b"".join(tlv("80", name.ljust(8).encode("ascii") + key + file_id) for name, key, file_id in entries)
    return tlv("E0", tlv("A0", applications) + files)


def image_of(person: Person) -> VitaleCardImage:
    """The card of a person of the cast; an ayant droit without a NIR stands under the insured person's."""
    named = (person.insured, *person.dependants)
    pointers = pointers_file(
        [
            ("IDENT", MF, IDENTITY),
            ("NIR", VITALE, NIR),
            ("DROITS", VITALE, SEALED),
            ("CARTE", VITALE, VALIDITY),
        ]
    )
    return VitaleCardImage(
        {
            (MF, IDENTITY): File(identity_file(named), sfi=2),
            (MF, DIR): File(b"".join(tlv("61", tlv("4F", aid)) for aid in AIDS.values())),
            (MF, PAN): File(tlv("5A", _serial(person.key))),
            (VITALE, POINTERS): File(pointers),
            (VITALE, NIR): File(nir_file([(one.nir or person.nir).full for one in named]), sfi=2),
            (VITALE, SEALED): File(None),
            (VITALE, VALIDITY): File(validity_file(person.valid_from)),
        }
    )


def _serial(key: str) -> bytes:
    """An invented card number, the same at each run, different for each person: 20 digits in BCD."""
    digits = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % 10**10
    return bytes.fromhex(f"8025000002{digits:010d}")
