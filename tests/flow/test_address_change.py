"""Changer d'adresse, page after page: which pages, which answers, which words, which envelope."""

from __future__ import annotations

import pytest
from any_flow import ALONE, FAMILY, PLACES
from hypothesis import given
from hypothesis import strategies as st

from teleservices.address import Address, address_of
from teleservices.catalogue.address_change import ADDRESS_CHANGE, FLOW, delay_days
from teleservices.flow import words
from teleservices.flow.answering import answer, go_instead, toggle
from teleservices.flow.context import Context
from teleservices.flow.model import Answers, FieldFault, Value
from teleservices.flow.progress import REVIEW, first, following, previous, steps
from teleservices.flow.review import review
from teleservices.flow.walk import walk
from teleservices.texts.catalogue import LANGUAGES, read

FR, EN = read("fr"), read("en")
SUGGESTED: dict[str, Value] = {
    "where": "france",
    "commune": "33063:33000",
    "street": "12 rue des Lilas",
    "complement": "Bât. B",
    "people": ("e", "l"),
}
FREE: dict[str, Value] = {
    "where": "france",
    "commune_entry": "free",
    "free_street": "Le Bourg",
    "free_postcode": "40990",
    "free_town": "Saint-Paul-lès-Dax",
}
ABROAD: dict[str, Value] = {
    "where": "abroad",
    "country": "BE",
    "abroad_street": "4 Grand-Place",
    "abroad_postcode": "1000",
    "abroad_town": "Bruxelles",
}
WAYS = [
    (SUGGESTED, ["where", "commune", "street"]),
    (FREE, ["where", "commune", "free"]),
    (ABROAD, ["where", "country", "abroad"]),
]


@pytest.mark.parametrize(("given_", "pages"), WAYS)
@pytest.mark.parametrize("context", [ALONE, FAMILY])
def test_each_way_has_its_pages(given_: Answers, pages: list[str], context: Context) -> None:
    answers = {id_: value for id_, value in given_.items() if id_ != "people"}
    walked = walk(FLOW, answers, context)
    assert [stop.page.id for stop in walked.stops] == pages + (["people"] if context is FAMILY else [])
    assert walked.complete
    assert {id_: value for id_, value in walked.answers.items() if id_ != "people"} == answers
    assert walked.answers.get("people") == (() if context is FAMILY else None)


@pytest.mark.parametrize("context", [ALONE, FAMILY])
def test_every_way_has_as_many_steps(context: Context) -> None:
    total = 5 if context is FAMILY else 4
    assert steps(FLOW, {}, context, first(FLOW, context)) == (1, total)
    for given_, pages in WAYS:
        assert [steps(FLOW, given_, context, page)[1] for page in pages] == [total] * 3


def test_a_visit_with_a_second_thought() -> None:
    here, given_ = "where", dict[str, Value]()
    typed: Answers = given_
    for page, values in (("where", {"where": "france"}), ("commune", {"commune": "75101:75001"})):
        assert here == page
        typed = answer(FLOW, typed, page, values)
        here = following(FLOW, typed, FAMILY, page)
    assert here == "street"
    assert previous(FLOW, typed, FAMILY, here) == "commune"

    typed = go_instead(FLOW, typed, "commune")
    assert following(FLOW, typed, FAMILY, "commune") == "free"
    typed = answer(FLOW, typed, "free", {"free_street": "Le Bourg", "free_postcode": "40990", "free_town": "12"})
    assert following(FLOW, typed, FAMILY, "free") == "free"
    assert walk(FLOW, typed, FAMILY).stops[-1].faults == {"free_town": FieldFault.FORM}

    typed = answer(FLOW, typed, "where", {"where": "abroad"})
    typed = answer(FLOW, typed, "country", {"country": "BE"})
    typed = answer(FLOW, typed, "abroad", {"abroad_street": "4 Grand-Place", "abroad_town": "Bruxelles"})
    assert following(FLOW, typed, FAMILY, "abroad") == "people"
    typed = answer(FLOW, typed, "people", {"people": toggle(typed, "people", "l")})
    assert following(FLOW, typed, FAMILY, "people") == REVIEW
    walked = walk(FLOW, typed, FAMILY)
    assert walked.complete
    assert walked.answers.keys() == {"where", "country", "abroad_street", "abroad_town", "people"}

    typed = answer(FLOW, typed, "where", {"where": "france"})
    assert typed["commune"] == "75101:75001"
    assert typed["free_street"] == "Le Bourg"


def test_who_is_ticked_twice_is_not_ticked() -> None:
    once = {"people": toggle({}, "people", "l")}
    both = {"people": toggle(once, "people", "e")}
    assert both == {"people": ("l", "e")}
    assert toggle(both, "people", "l") == ("e",)


@pytest.mark.parametrize(("page", "field"), [("nowhere", "where"), ("where", "commune"), ("commune", "commune_entry")])
def test_an_answer_to_what_was_not_asked_is_a_bug(page: str, field: str) -> None:
    with pytest.raises(KeyError):
        answer(FLOW, {}, page, {field: "x"})


def test_there_is_no_other_way_where_none_is_declared() -> None:
    with pytest.raises(KeyError):
        go_instead(FLOW, {}, "where")


def test_the_review_says_every_answer_in_french() -> None:
    lines = review(FLOW, walk(FLOW, SUGGESTED, FAMILY), FAMILY, FR)
    assert [(line.page, line.label, line.value) for line in lines] == [
        ("where", "Nouvelle adresse", "En France, outre-mer compris"),
        ("commune", "Commune", "33000 BORDEAUX"),
        ("street", "Numéro et rue", "12 rue des Lilas"),
        ("street", "Complément (facultatif)", "Bât. B"),
        ("people", "Déménagent avec vous", "LÉO D., EMMA D."),
    ]


def test_the_review_says_every_answer_in_english() -> None:
    lines = review(FLOW, walk(FLOW, ABROAD, FAMILY), FAMILY, EN)
    assert [(line.field, line.value) for line in lines] == [
        ("where", "Abroad"),
        ("country", "Belgium"),
        ("abroad_street", "4 Grand-Place"),
        ("abroad_postcode", "1000"),
        ("abroad_town", "Bruxelles"),
        ("people", "Nobody"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given_", [SUGGESTED, FREE, ABROAD])
def test_the_review_leaves_nothing_out_but_the_way_taken(given_: Answers, language: str) -> None:
    walked = walk(FLOW, given_, FAMILY)
    lines = review(FLOW, walked, FAMILY, read(language))
    assert {line.field for line in lines} == walked.answers.keys() - {"commune_entry"}


def test_the_words_are_those_of_the_specification() -> None:
    assert words.confirm(FR, FLOW) == "C’est bien ça\u00a0!"
    assert words.instead(FR, FLOW, "commune") == (
        "Aucune adresse proposée ou l’adresse proposée n’est pas exacte\u00a0? Je clique ici"
    )
    assert words.title(FR, FLOW, "people") == "Qui déménage avec vous\u00a0?"
    assert words.lead(FR, FLOW, "where") == ""
    assert words.delay(FR, FLOW) == "Délai\u00a0: 2 à 3 jours ouvrés, ou 5 à 7 si vous changez de caisse".replace(
        "3 jours", "3\u00a0jours"
    )
    assert words.delay(FR, FLOW, (5, 7)) == "Délai\u00a0: 5 à 7\u00a0jours ouvrés"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_said_with_what_to_do(language: str) -> None:
    texts = read(language)
    asked = {field.id: field for page in FLOW.pages for field in page.fields}
    said = {
        words.fault(texts, asked[field], why)
        for field, why in [
            ("street", FieldFault.EMPTY),
            ("street", FieldFault.FORM),
            ("street", FieldFault.LENGTH),
            ("street", FieldFault.SIGNS),
            ("free_postcode", FieldFault.FORM),
            ("where", FieldFault.EMPTY),
            ("where", FieldFault.OPTION),
            ("commune", FieldFault.EMPTY),
            ("commune", FieldFault.PLACE),
            ("country", FieldFault.EMPTY),
            ("country", FieldFault.PLACE),
            ("people", FieldFault.PERSON),
        ]
    }
    assert len(said) == 12
    assert any("38" in sentence for sentence in said)


ENVELOPES = [
    (SUGGESTED, ("Bât. B", "12 rue des Lilas", "33000 BORDEAUX"), "33"),
    (SUGGESTED | {"commune": "75116:75116"}, ("Bât. B", "12 rue des Lilas", "75116 PARIS"), "75"),
    (SUGGESTED | {"commune": "42218:42100"}, ("Bât. B", "12 rue des Lilas", "42100 SAINT-ÉTIENNE"), "42"),
    (SUGGESTED | {"commune": "2A004:20090"}, ("Bât. B", "12 rue des Lilas", "20090 AJACCIO"), "2A"),
    (SUGGESTED | {"commune": "97611:97600"}, ("Bât. B", "12 rue des Lilas", "97600 MAMOUDZOU"), "976"),
    (FREE, ("Le Bourg", "40990 SAINT-PAUL-LÈS-DAX"), "40"),
    (FREE | {"free_postcode": "20090"}, ("Le Bourg", "20090 SAINT-PAUL-LÈS-DAX"), None),
    (FREE | {"free_postcode": "00200"}, ("Le Bourg", "00200 SAINT-PAUL-LÈS-DAX"), None),
    (ABROAD, ("4 Grand-Place", "1000 BRUXELLES", "BELGIQUE"), None),
    (
        ABROAD
        | {"abroad_complement": "Étage 2", "abroad_town": "San Fernando del Valle de Catamarca", "country": "AR"},
        ("Étage 2", "4 Grand-Place", "1000", "SAN FERNANDO DEL VALLE DE CATAMARCA", "ARGENTINE"),
        None,
    ),
]


@pytest.mark.parametrize(("given_", "lines", "department"), ENVELOPES)
def test_an_address_is_what_stands_on_an_envelope(
    given_: Answers, lines: tuple[str, ...], department: str | None
) -> None:
    walked = walk(FLOW, given_, FAMILY)
    assert walked.complete
    address = address_of(walked.answers, PLACES)
    assert address.lines == lines
    assert address.department == department


LETTERS = st.text(st.sampled_from("aé’- 1"), min_size=1, max_size=38)


@given(LETTERS, LETTERS, st.text(st.sampled_from("1A "), max_size=12), st.text(st.sampled_from("aé’- "), max_size=38))
def test_no_line_is_longer_than_an_envelope_and_none_is_empty(
    street: str, complement: str, postcode: str, town: str
) -> None:
    typed = {
        "where": "abroad",
        "country": "GS",
        "abroad_street": street,
        "abroad_complement": complement,
        "abroad_postcode": postcode,
        "abroad_town": town,
    }
    walked = walk(FLOW, typed, ALONE)
    if walked.complete:
        *lines, country = address_of(walked.answers, PLACES).lines
        assert country.startswith("GÉORGIE DU SUD")
        assert all(0 < len(line) <= 38 for line in lines)


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ("33", "33", (2, 3)),
        ("33", "40", (5, 7)),
        ("2A", "2B", (5, 7)),
        ("33", None, None),
        (None, "33", None),
    ],
)
def test_it_takes_longer_where_the_caisse_changes(
    before: str | None, after: str | None, days: tuple[int, int] | None
) -> None:
    assert delay_days(before, after) == days


def test_no_address_stands_in_a_repr() -> None:
    walked = walk(FLOW, SUGGESTED, FAMILY)
    address = Address("12 rue des Lilas", "", "33000", "Bordeaux")
    lines = review(FLOW, walked, FAMILY, FR)
    assert "Lilas" not in f"{walked!r}{walked.stops!r}{address!r}{lines!r}"


def test_its_row_is_that_of_the_specification() -> None:
    assert (ADDRESS_CHANGE.level.value, ADDRESS_CHANGE.offline.value) == ("code", "queued")
    assert FLOW.delay_days == (2, 3)
