"""What this card says: the walk against simulated chips, without PC/SC."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dock.card.chip import BareChip, Chip, Fate, Short, VitaleChip
from dock.card.damage import FaultyChip, damaged
from dock.card.image import (
    IDENTITY,
    MF,
    NIR,
    PAN,
    POINTERS,
    VALIDITY,
    VITALE,
    File,
    VitaleCardImage,
    identity_file,
    image_of,
    nir_file,
    pointers_file,
    tlv,
    validity_file,
)
from dock.cast import Named, Person, load
from kiosk.devices.card.faults import AnswerFault, Code, LinkFault, PcscFault
from kiosk.devices.card.outcomes import CardMalformed, NotVitale, ProfessionalCard, Vitale1, VitaleCard
from kiosk.devices.card.vitale import Said, read, recognise

CAST = load()
MARIE = CAST.people["marie"]
IMAGE = image_of(MARIE)
REMOVED = PcscFault(Code.REMOVED_CARD)


class Wire:
    """Carries APDUs to a chip; keeps them."""

    def __init__(self, chip: Chip) -> None:
        self._chip = chip
        self.sent: list[str] = []

    def __call__(self, command: bytes, /) -> bytes | PcscFault:
        self.sent.append(command.hex().upper())
        answer = self._chip.respond(command)
        return REMOVED if isinstance(answer, Fate) else answer


def said(chip: Chip) -> Said | LinkFault:
    return read(Wire(chip))


def card_said(image: VitaleCardImage) -> VitaleCard:
    outcome = said(VitaleChip(image))
    assert isinstance(outcome, VitaleCard), outcome
    return outcome


def with_people(*people: Named, nirs: list[str]) -> VitaleCardImage:
    return IMAGE.with_file(MF, IDENTITY, identity_file(people)).with_file(VITALE, NIR, nir_file(nirs))


def named(first_name: str, birth_date: str = "19840512") -> Named:
    return Named("DUPONT", first_name, birth_date, None)


NUMBER = MARIE.nir.full


def assert_is(card: VitaleCard, person: Person) -> None:
    written = (person.insured, *person.dependants)
    assert [(p.family_name, p.first_name, p.birth_date) for p in card.porteurs] == [
        (w.family_name, w.first_name, w.birth_date) for w in written
    ]
    assert [p.nir for p in card.porteurs] == [w.nir or person.nir for w in written]
    assert {p.nationality for p in card.porteurs} == {"FR"}
    assert card.nir == person.nir
    assert card.valid_from == person.valid_from
    pan = image_of(person).files[MF, PAN].content
    assert pan is not None
    assert card.digest == hashlib.sha256(pan).hexdigest()


@pytest.mark.parametrize("person", CAST.people.values(), ids=lambda person: person.key)
@pytest.mark.parametrize("chains", [True, False])
@pytest.mark.parametrize("short", Short)
def test_everybody_reads_back(person: Person, chains: bool, short: Short) -> None:
    outcome = said(VitaleChip(image_of(person), chains=chains, short=short))
    assert isinstance(outcome, VitaleCard)
    assert_is(outcome, person)


def test_the_short_sequence_comes_first_byte_for_byte() -> None:
    wire = Wire(VitaleChip(with_people(named("MARIE"), named("ZOÉ", "20120229"), nirs=[NUMBER, NUMBER])))
    assert isinstance(read(wire), VitaleCard)
    assert wire.sent[:8] == [
        "00A40000023F00",
        "00C0000012",
        "00B0820000",
        "00B082003C",
        "00A404000BD250000002564954414C45",
        "00C000000F",
        "00B0820000",
        "00B0820026",
    ]


def test_a_long_file_is_read_by_blocks() -> None:
    wire = Wire(VitaleChip(image_of(CAST.people["nadia"])))
    assert isinstance(read(wire), VitaleCard)
    start = wire.sent.index("00B0820000")
    assert wire.sent[start + 1] == "00B0010000"


@pytest.mark.parametrize("length", [255, 256, 257, 511, 512, 513])
@pytest.mark.parametrize("short", Short)
def test_files_of_every_length_around_a_block(length: int, short: Short) -> None:
    content = identity_file([named("MARIE")])
    filler = tlv("DF01", b"")
    padded = content + tlv("DF01", bytes(b"x" * (length - len(content) - len(filler) - (2 if length > 400 else 1))))
    image = IMAGE.with_file(MF, IDENTITY, padded.ljust(length, b"\0")[:length])
    outcome = said(VitaleChip(image, short=short))
    assert isinstance(outcome, VitaleCard)
    assert [porteur.first_name for porteur in outcome.porteurs] == ["MARIE"]


def test_a_file_that_never_ends_is_left() -> None:
    image = IMAGE.with_file(MF, IDENTITY, (identity_file([named("MARIE")]) * 400)[:30_000])
    assert said(VitaleChip(image)) == CardMalformed("identity: truncated")


def test_zeros_after_the_data_are_padding() -> None:
    outcome = said(damaged(IMAGE, "padded"))
    assert isinstance(outcome, VitaleCard)
    assert_is(outcome, MARIE)


def test_identity_by_its_file_id_where_the_short_one_fails() -> None:
    image = VitaleCardImage({**IMAGE.files, (MF, IDENTITY): File(IMAGE.files[MF, IDENTITY].content, sfi=None)})
    assert_is(card_said(image), MARIE)


def test_nir_by_the_pointers_where_the_short_id_fails() -> None:
    image = VitaleCardImage({**IMAGE.files, (VITALE, NIR): File(IMAGE.files[VITALE, NIR].content, sfi=None)})
    assert_is(card_said(image), MARIE)


def test_validity_in_the_root_is_found_too() -> None:
    pointers = pointers_file([("NIR", VITALE, NIR), ("IDENT", MF, IDENTITY), ("CARTE", MF, VALIDITY)])
    image = IMAGE.without(VITALE, VALIDITY).with_file(VITALE, POINTERS, pointers)
    image = VitaleCardImage({**image.files, (MF, VALIDITY): File(validity_file("20240115"))})
    assert_is(card_said(image), MARIE)


@pytest.mark.parametrize(
    "image",
    [
        IMAGE.without(VITALE, POINTERS),
        IMAGE.without(VITALE, VALIDITY),
        IMAGE.with_file(VITALE, POINTERS, b""),
        IMAGE.with_file(VITALE, POINTERS, b"\xe0\x43\xa0"),
        IMAGE.with_file(VITALE, VALIDITY, b"\x66\x0a\x80"),
        IMAGE.with_file(VITALE, VALIDITY, b"\x66\x02\x80\x08"),
        IMAGE.with_file(VITALE, VALIDITY, validity_file("2024")),
        VitaleCardImage({**IMAGE.files, (VITALE, VALIDITY): File(None)}),
    ],
)
def test_a_start_of_validity_that_cannot_be_read_is_none(image: VitaleCardImage) -> None:
    card = card_said(image)
    assert card.valid_from is None
    assert card.digest is not None


@pytest.mark.parametrize(
    "image",
    [
        IMAGE.without(MF, PAN),
        IMAGE.with_file(MF, PAN, b""),
        VitaleCardImage({**IMAGE.files, (MF, PAN): File(None)}),
    ],
)
def test_a_card_number_that_cannot_be_read_is_none(image: VitaleCardImage) -> None:
    card = card_said(image)
    assert card.digest is None
    assert card.valid_from == "20240115"


def test_more_identities_than_nirs() -> None:
    card = card_said(with_people(named("MARIE"), named("ZOÉ"), named("GAËTAN"), nirs=[NUMBER, NUMBER]))
    assert [porteur.nir for porteur in card.porteurs] == [MARIE.nir, MARIE.nir, None]


def test_more_nirs_than_identities() -> None:
    card = card_said(with_people(named("MARIE"), nirs=[NUMBER, NUMBER, NUMBER]))
    assert [porteur.nir for porteur in card.porteurs] == [MARIE.nir]


@pytest.mark.parametrize("blank", ["", " " * 15, "0" * 15])
def test_an_empty_place_in_the_nir_file(blank: str) -> None:
    card = card_said(with_people(named("MARIE"), named("ZOÉ"), named("GAËTAN"), nirs=[NUMBER, blank, NUMBER]))
    assert [porteur.nir for porteur in card.porteurs] == [MARIE.nir, None, MARIE.nir]


@pytest.mark.parametrize("birth_date", ["19440000", "19441301", "19440231", "440101", "00000000", ""])
def test_a_birth_date_is_never_refused(birth_date: str) -> None:
    card = card_said(with_people(named("MARIE", birth_date), nirs=[NUMBER]))
    assert card.porteurs[0].birth_date == birth_date


@pytest.mark.parametrize(
    "nir",
    ["284052A32102552", "284052B32102579", "284202B32102528", "284992B32102531", "255081416802538", "295109912611193",
     "253072A07300443", "253072B07300470", "185057511606097", "185057511605901"],
)  # fmt: skip
def test_published_nirs(nir: str) -> None:
    assert card_said(with_people(named("MARIE"), nirs=[nir])).nir.full == nir


def test_names_are_trimmed_and_hold_no_control_characters() -> None:
    person = Named("  DUPONT \xa0", "MA\x1b@RIE\x00\x85", "19840512", None)
    (porteur,) = card_said(with_people(person, nirs=[NUMBER])).porteurs
    assert porteur.family_name == "DUPONT"
    assert porteur.first_name == "MA @RIE"


def identity_of(*elements: tuple[str, bytes]) -> bytes:
    return tlv("65", b"".join(tlv(tag, value) for tag, value in elements))


@pytest.mark.parametrize(
    ("image", "cause"),
    [
        (IMAGE.with_file(MF, IDENTITY, b"\x65\x1d\x80"), "identity: truncated"),
        (IMAGE.with_file(MF, IDENTITY, b"\x65\x03\x80\x06D"), "identity: truncated"),
        (IMAGE.with_file(MF, IDENTITY, b"\x65\x80"), "identity: length"),
        (IMAGE.with_file(MF, IDENTITY, b"\x65\x04\x1f\xff\xff\xff"), "identity: tag"),
        (IMAGE.with_file(MF, IDENTITY, tlv("66", b"")), "identity: empty"),
        (IMAGE.with_file(MF, IDENTITY, bytes(40)), "identity: empty"),
        (IMAGE.with_file(MF, IDENTITY, identity_of(("82", b"19840512"))), "identity: no name"),
        (IMAGE.with_file(MF, IDENTITY, identity_of(("80", b"  "), ("81", b"\x00"))), "identity: no name"),
        (IMAGE.without(MF, IDENTITY), "identity: refused 6A82"),
        (VitaleCardImage({**IMAGE.files, (MF, IDENTITY): File(None, sfi=2)}), "identity: refused 6982"),
        (IMAGE.with_file(VITALE, NIR, b"\x65\x11"), "nir: truncated"),
        (IMAGE.with_file(VITALE, NIR, b"\x65\x02\x93\x0f"), "nir: truncated"),
        (IMAGE.with_file(VITALE, NIR, nir_file(["284058832102533"])), "nir: key"),
        (IMAGE.with_file(VITALE, NIR, nir_file(["28405883210253"])), "nir: length"),
        (IMAGE.with_file(VITALE, NIR, nir_file(["28405883210X532"])), "nir: signs"),
        (IMAGE.with_file(VITALE, NIR, nir_file([NUMBER, "284058832102533"])), "nir: key"),
        (IMAGE.with_file(VITALE, NIR, nir_file([" " * 15, NUMBER])), "nir: missing"),
        (IMAGE.with_file(VITALE, NIR, bytes(4)), "nir: missing"),
        (IMAGE.with_file(VITALE, NIR, b""), "nir: refused 6B00"),
        (IMAGE.without(VITALE, NIR), "nir: refused 6A82"),
        (VitaleCardImage({**IMAGE.files, (VITALE, NIR): File(None, sfi=2)}), "nir: refused 6982"),
    ],
)
def test_data_that_make_no_sense(image: VitaleCardImage, cause: str) -> None:
    assert said(VitaleChip(image)) == CardMalformed(cause)


def test_a_card_without_the_files_is_not_a_carte_vitale() -> None:
    assert said(BareChip(bytes.fromhex("3B6500002063CB6400"))) == NotVitale()


def test_a_card_with_a_root_and_no_application_vitale_is_not_one() -> None:
    class OtherCard(VitaleChip):
        def respond(self, command: bytes) -> bytes | Fate:
            return b"\x6a\x82" if command[2] == 4 else super().respond(command)

    assert said(OtherCard(IMAGE)) == NotVitale()


@pytest.mark.parametrize(
    ("atr", "outcome"),
    [
        ("3F65250022096990 00", Vitale1()),
        ("3BAC00402A001225006480000310009000", ProfessionalCard()),
        ("3B7513000045 09EA9000", None),
    ],
)
def test_cards_known_by_their_atr(atr: str, outcome: Vitale1 | ProfessionalCard | None) -> None:
    assert recognise(bytes.fromhex(atr)) == outcome


def apdus_of_a_reading() -> int:
    wire = Wire(VitaleChip(IMAGE))
    read(wire)
    return len(wire.sent)


@pytest.mark.parametrize("answers", range(apdus_of_a_reading()))
def test_a_card_pulled_at_any_moment_is_the_links_fault(answers: int) -> None:
    wire = Wire(damaged(IMAGE, f"pulled:{answers}"))
    assert read(wire) == REMOVED
    assert len(wire.sent) == answers + 1


@pytest.mark.parametrize("answers", range(apdus_of_a_reading()))
def test_an_answer_cut_to_a_byte_at_any_moment_is_the_links_fault(answers: int) -> None:
    chip = damaged(IMAGE, f"truncated:{answers}")
    assert isinstance(chip, FaultyChip)
    assert said(chip) is AnswerFault.SHORT


CLOSED = (VitaleCard, NotVitale, CardMalformed)
FILES = st.binary(max_size=700)
NEARLY = st.tuples(st.sampled_from([*IMAGE.files]), st.integers(0, 200), st.binary(min_size=1, max_size=3))


@given(st.fixed_dictionaries(dict.fromkeys(IMAGE.files, FILES)), st.booleans(), st.sampled_from(Short))
@settings(deadline=None)
def test_any_files_give_a_closed_outcome(files: dict[tuple[bytes, bytes], bytes], chains: bool, short: Short) -> None:
    image = IMAGE
    for (application, file_id), content in files.items():
        image = image.with_file(application, file_id, content)
    assert isinstance(said(VitaleChip(image, chains=chains, short=short)), CLOSED)


@given(st.lists(NEARLY, min_size=1, max_size=6))
@settings(deadline=None)
def test_a_card_with_a_few_bytes_wrong_gives_a_closed_outcome(
    wrong: list[tuple[tuple[bytes, bytes], int, bytes]],
) -> None:
    image = IMAGE
    for (application, file_id), at, signs in wrong:
        content = image.files[application, file_id].content or b""
        cut = at % (len(content) + 1)
        image = image.with_file(application, file_id, content[:cut] + signs + content[cut + len(signs) :])
    assert isinstance(said(VitaleChip(image)), CLOSED)


@given(st.lists(st.one_of(st.binary(max_size=300), st.sampled_from([b"\x90\x00", b"\x61\x20", b"\x6c\x10"]))))
@settings(deadline=None)
def test_any_answers_give_a_closed_outcome(answers: list[bytes]) -> None:
    remaining = iter(answers)
    outcome = read(lambda _command: next(remaining, b"\x6f\x00"))
    assert isinstance(outcome, (*CLOSED, AnswerFault))


@given(st.binary(min_size=2, max_size=260))
@settings(deadline=None, max_examples=50)
def test_a_card_that_repeats_itself_for_ever_is_left(answer: bytes) -> None:
    assert isinstance(read(lambda _command: answer), (*CLOSED, AnswerFault))


def test_what_a_card_says_stays_out_of_reprs() -> None:
    card = card_said(IMAGE)
    shown = repr(card) + repr(card.porteurs) + repr(card.nir) + repr(IMAGE) + repr(IMAGE.files[MF, IDENTITY])
    assert "DUPONT" not in shown
    assert NUMBER[:13] not in shown
