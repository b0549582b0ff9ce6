"""The simulated card against the worked vectors and the trace of facts/carte-vitale.md §1.8, byte for byte."""

from __future__ import annotations

import pytest

from dock.card.chip import Short, VitaleChip
from dock.card.damage import damaged
from dock.card.image import (
    ATR,
    IDENTITY,
    MF,
    NIR,
    POINTERS,
    SEALED,
    VALIDITY,
    VITALE,
    File,
    VitaleCardImage,
    identity_file,
    image_of,
    nir_file,
    pointers_file,
    validity_file,
)
from dock.cast import Cast, Named

MARIE = Named("DUPONT", "MARIE", "19840512", None)
ZOE = Named("DUPONT", "ZOÉ", "20120229", None)
NUMBER = "284058832102532"

IDENTITY_VECTOR = bytes.fromhex(
    "651D 8006 4455504F4E54 8105 4D41524945 8208 3139383430353132 9002 4652"
    "651B 8006 4455504F4E54 8103 5A4FC9     8208 3230313230323239 9002 4652"
)
NIR_VECTOR = bytes.fromhex("6511 930F 323834303538383332313032353332" * 2)
VALIDITY_VECTOR = bytes.fromhex("660A 8008 3230323430313135")
POINTERS_VECTOR = bytes.fromhex(
    "E043 A025 8212 3F00 0000 D2500000024D465F564954414C45 820F 0101 0000 D250000002564954414C45"
    "800C 4944454E54202020 3F00 D001 800C 4E49522020202020 0101 D002"
)
TRACE = """
00A40000023F00                       6112
00C0000012                           6F10840ED2500000024D465F564954414C459000
00B0820000                           6C3C
00B082003C                           {identity}9000
00A404000BD250000002564954414C45     610F
00C000000F                           6F0D840BD250000002564954414C459000
00B0820000                           6C26
00B0820026                           {nir}9000
"""


@pytest.fixture
def image() -> VitaleCardImage:
    return VitaleCardImage(
        {
            (MF, IDENTITY): File(identity_file([MARIE, ZOE]), sfi=2),
            (VITALE, POINTERS): File(pointers_file([("IDENT", MF, IDENTITY), ("NIR", VITALE, NIR)])),
            (VITALE, NIR): File(nir_file([NUMBER, NUMBER]), sfi=2),
            (VITALE, SEALED): File(None),
            (VITALE, VALIDITY): File(validity_file("20240115")),
        }
    )


def test_the_files_are_the_worked_vectors(image: VitaleCardImage) -> None:
    assert image.files[MF, IDENTITY].content == IDENTITY_VECTOR
    assert image.files[VITALE, NIR].content == NIR_VECTOR
    assert image.files[VITALE, VALIDITY].content == VALIDITY_VECTOR
    assert image.files[VITALE, POINTERS].content == POINTERS_VECTOR


def test_the_trace_of_the_short_sequence(image: VitaleCardImage) -> None:
    chip = VitaleChip(image)
    assert chip.atr == ATR
    trace = TRACE.format(identity=IDENTITY_VECTOR.hex(), nir=NIR_VECTOR.hex())
    for line in trace.split("\n")[1:-1]:
        command, answer = line.split()
        assert chip.respond(bytes.fromhex(command)) == bytes.fromhex(answer), command


@pytest.mark.parametrize(
    ("commands", "answer"),
    [
        (["00A4040001AA"], "6A82"),
        (["00A40000023F01"], "6A82"),
        (["00A40200022F03"], "6A82"),
        (["00A40300023F00"], "6A86"),
        (["00A40000"], "6700"),
        (["00A40000033F00"], "6700"),
        (["00A4"], "6700"),
        (["00B0000000"], "6986"),
        (["00B0830000"], "6A82"),
        (["00B0820000", "00B0010000"], "6B00"),
        (["00B0820000", "00B00038FF"], "6C04"),
        (["00B08200"], "6700"),
        (["00C0000012"], "6700"),
        (["00A40000023F00", "00B0820001", "00C0000012"], "6700"),
        (["00A40000023F00", "00C00000FF"], "6C12"),
        (["00A40000023F00", "00C00000FF", "00C0000012"], "6F10840ED2500000024D465F564954414C459000"),
        (["0020000000"], "6D00"),
        (["BCC0000008"], "6E00"),
        (["00A404000BD250000002564954414C45", "00A4020002D004", "00B0000000"], "6982"),
        (["00A40400 0B D250000002564954414C45 00"], "610F"),
        (["00A4040001D2", "00A4020002D001", "00C0000006"], "6F048302D0019000"),
    ],
)
def test_refusals_and_quirks(image: VitaleCardImage, commands: list[str], answer: str) -> None:
    chip = VitaleChip(image)
    *before, last = [bytes.fromhex(command) for command in commands]
    for command in before:
        chip.respond(command)
    assert chip.respond(last) == bytes.fromhex(answer)


def test_power_makes_it_forget(image: VitaleCardImage) -> None:
    chip = VitaleChip(image)
    chip.respond(bytes.fromhex("00A404000BD250000002564954414C45"))
    chip.respond(bytes.fromhex("00B0820000"))
    chip.power()
    assert chip.respond(bytes.fromhex("00B0000001")) == bytes.fromhex("6986")
    assert chip.respond(bytes.fromhex("00B0820001")) == bytes.fromhex("659000")


@pytest.mark.parametrize(
    ("short", "answer"), [(Short.CORRECTS, "6C0A"), (Short.ANSWERS, "{}9000"), (Short.WARNS, "{}6282")]
)
def test_asked_for_too_much(image: VitaleCardImage, short: Short, answer: str) -> None:
    chip = VitaleChip(image, short=short, chains=False)
    assert chip.respond(bytes.fromhex("00A40000023F00")) == bytes.fromhex("6F10840ED2500000024D465F564954414C459000")
    chip.respond(bytes.fromhex("00B0820001"))
    assert chip.respond(bytes.fromhex("00B0003200")) == bytes.fromhex(answer.format(IDENTITY_VECTOR[50:].hex()))


def test_cards_of_the_cast_differ_by_their_number(cast: Cast) -> None:
    images = [image_of(person) for person in cast.people.values()]
    assert len({image.files[MF, b"\x2f\x02"].content for image in images}) == len(images)


def test_a_large_family_fills_more_than_256_bytes(cast: Cast) -> None:
    content = image_of(cast.people["nadia"]).files[MF, IDENTITY].content
    assert content is not None
    assert len(content) > 256


@pytest.mark.parametrize("damage", ["", "burnt", "mute:3", "pulled:x", "direct:1"])
def test_unknown_damages_are_refused(image: VitaleCardImage, damage: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        damaged(image, damage)
