"""The attestation as a pharmacist would read it: from the bytes that the printer gets."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dock.printer.drawing import draw
from dock.printer.reading import marks, printed_codes, printed_text
from kiosk.devices.printer.escpos import COLUMNS, encode
from kiosk.devices.printer.ticket import Cut
from kiosk.tickets.rights_attestation import rights_attestation
from teleservices.texts.catalogue import Texts, read
from teleservices.wire.rights import (
    Caisse,
    CoveredPerson,
    Mention,
    Period,
    RightsAttestation,
)

NOW = datetime(2026, 11, 21, 14, 32, tzinfo=ZoneInfo("Europe/Paris"))
Attest = Callable[..., RightsAttestation]
BOTH = (Mention.LONG_TERM_ILLNESS, Mention.COPAYMENT_EXEMPTION)


@pytest.fixture
def lines(french: Texts) -> Callable[[RightsAttestation], list[str]]:
    """The printed lines, spaces squeezed, no-break ones made plain."""

    def printed(attestation: RightsAttestation) -> list[str]:
        raw = encode(rights_attestation(attestation, french, NOW))
        return [" ".join(line.replace("\u00a0", " ").split()) for line in printed_text(raw)]

    return printed


Lines = Callable[[RightsAttestation], list[str]]


def test_for_the_insured_person_herself(attest: Attest, lines: Lines) -> None:
    assert lines(attest("paul")) == [
        "CPAM des Trois-Rivières",
        "12, avenue de la Fontaine",
        "75999 Villeneuve-les-Bornes",
        "Attestation de droits",
        "à l’assurance maladie",
        "La caisse ci-dessus certifie que cette personne",
        "est prise en charge par l’assurance maladie.",
        "",
        "Personne assurée et bénéficiaire",
        "Nom et prénom MOREAU PAUL",
        "N° de sécurité sociale 1 90 03 75 112 087 10",
        "Date de naissance 14/03/1990",
        "",
        "Droits ouverts",
        "Période depuis le 01/10/2012",
        "Régime Régime général",
        "Médecin traitant non déclaré",
        "Complémentaire santé aucune connue de la caisse",
        "",
        "Mentions demandées",
        "Aucune mention demandée.",
        "",
        "Délivrée le 21/11/2026 à 14 h 32",
        "Référence K7QX3HT9WM",
        "Pour vérifier cette attestation, scannez ce code",
        "ou ouvrez cette adresse :",
        "https://caisse.example.test/v/K7QX3HT9WM",
        "",
        "Une fausse déclaration ou un document modifié",
        "peut entraîner des sanctions et le remboursement",
        "des soins.",
        "Ce papier craint la chaleur et la lumière.",
        "Faites-en une copie pour le conserver.",
        "Une question ? Appelez le 36 46 (service gratuit",
        "+ prix de l’appel).",
    ]


def test_for_a_child_with_a_number_of_its_own(attest: Attest, lines: Lines) -> None:
    printed = lines(attest("marie", dependant=0))
    assert "Nom et prénom DUPONT MARIE" in printed
    assert "N° de sécurité sociale 2 84 05 88 321 025 32" in printed
    assert "Nom et prénom DUPONT ZOÉ" in printed
    assert "N° de sécurité sociale 2 12 02 88 160 118 04" in printed
    assert "Date de naissance 29/02/2012" in printed


def test_for_a_child_without_one(attest: Attest, lines: Lines) -> None:
    printed = lines(attest("marie", dependant=1))
    assert "N° de sécurité sociale" in printed
    assert "celui de la personne assurée" in printed


def test_mentions_that_exist(attest: Attest, lines: Lines) -> None:
    printed = lines(attest("rene", BOTH))
    start = printed.index("Mentions demandées")
    assert printed[start + 1 : start + 6] == [
        "Affection de longue durée",
        "du 04/03/2019 au 03/03/2029",
        "Exonération du ticket modérateur",
        "Exonération du ticket modérateur pour les",
        "soins en rapport avec l’affection de longue",
    ]
    assert "Date de naissance 1944 (jour et mois inconnus)" in printed


def test_mentions_asked_for_that_do_not_exist(attest: Attest, lines: Lines) -> None:
    printed = lines(attest("marie", BOTH))
    assert "Affection de longue durée aucune" in printed
    assert "Exonération du ticket modérateur aucune" in printed


def test_health_data_that_nobody_asked_for_is_not_printed(attest: Attest, lines: Lines) -> None:
    attestation = dataclasses.replace(
        attest("rene"), long_term_illness=Period(date(2019, 3, 4), None), copayment_exemption="Exonération secrète"
    )
    printed = " ".join(lines(attestation))
    assert "04/03/2019" not in printed
    assert "secrète" not in printed


def test_closed_rights(attest: Attest, lines: Lines) -> None:
    assert "Période du 01/09/2017 au 30/06/2026" in lines(attest("sophie"))


def test_a_very_long_name_is_whole_and_its_marks_are_only_signs(attest: Attest, lines: Lines) -> None:
    printed = lines(attest("hortense"))
    start = printed.index("Nom et prénom")
    assert printed[start + 1 : start + 3] == ["<B>DE LA TOUR</B> HORTENSE MARIE-ANTOINETTE", "JOSÉPHINE"]


def test_the_code_leads_to_the_page_that_confirms(attest: Attest, french: Texts) -> None:
    raw = encode(rights_attestation(attest("marie"), french, NOW))
    assert printed_codes(raw) == [b"https://caisse.example.test/v/K7QX3HT9WM"]
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(draw(tuple(marks(raw))))))
    assert code.text == "https://caisse.example.test/v/K7QX3HT9WM"


def test_it_is_cut_once_at_its_end(attest: Attest, french: Texts) -> None:
    blocks = rights_attestation(attest("marie"), french, NOW).blocks
    assert [block for block in blocks if isinstance(block, Cut)] == [blocks[-1]]


def test_it_is_always_french(attest: Attest) -> None:
    with pytest.raises(ValueError, match="en"):
        rights_attestation(attest("marie"), read("en"), NOW)


def test_what_identifies_the_ticket_says_nothing_of_the_person(attest: Attest, french: Texts) -> None:
    ticket = rights_attestation(attest("marie", BOTH, 0), french, NOW)
    assert ticket.kind == "rights_attestation"
    assert "DUPONT" not in repr(ticket)
    assert "2840588" not in repr(ticket)
    assert "DUPONT" not in repr(ticket.blocks)


_WORDS = st.text(max_size=60)
_DAYS = st.dates()


@given(
    st.builds(
        RightsAttestation,
        reference=_WORDS,
        issued_at=st.datetimes(),
        caisse=st.builds(Caisse, code=_WORDS, name=_WORDS, address=st.lists(_WORDS, max_size=4).map(tuple)),
        person=st.builds(
            CoveredPerson,
            family_name=_WORDS,
            first_name=_WORDS,
            birth_date=_WORDS,
            nir=st.none() | _WORDS,
            insured=st.booleans(),
        ),
        insured_name=_WORDS,
        insured_nir=_WORDS,
        regime=_WORDS,
        rights=st.builds(Period, start=_DAYS, end=st.none() | _DAYS),
        complementary=st.none() | _WORDS,
        treating_doctor=st.booleans(),
        long_term_illness=st.none() | st.builds(Period, start=_DAYS, end=st.none() | _DAYS),
        copayment_exemption=st.none() | _WORDS,
        mentions=st.lists(st.sampled_from(Mention), unique=True).map(tuple),
        check_url=_WORDS,
    )
)
def test_whatever_the_caisse_says_fits_on_the_paper(attestation: RightsAttestation) -> None:
    printed = printed_text(encode(rights_attestation(attestation, read("fr"), NOW)))
    assert max(map(len, printed)) <= COLUMNS
