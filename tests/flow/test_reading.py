"""What each kind of field takes, and why not."""

from __future__ import annotations

import pytest
from any_flow import ALONE, FAMILY
from hypothesis import given
from hypothesis import strategies as st

from teleservices.alphabets import FieldKind
from teleservices.catalogue.address_change import FLOW
from teleservices.flow.model import ChoiceField, Field, FieldFault, PeopleField, Place, PlaceField, TextField, Value
from teleservices.flow.reading import possible_faults, read

FIELDS = {field.id: field for page in FLOW.pages for field in page.fields}
STREET, TOWN, POSTCODE = FIELDS["street"], FIELDS["free_town"], FIELDS["free_postcode"]
COMPLEMENT, COMMUNE, COUNTRY, WHERE, PEOPLE = (
    FIELDS[id_] for id_ in ("complement", "commune", "country", "where", "people")
)
NAME = TextField("name", FieldKind.NAME)

KEPT: list[tuple[Field, Value | None, Value | None]] = [
    (STREET, "12 rue des Lilas", "12 rue des Lilas"),
    (STREET, "  12  rue   des Lilas ", "12 rue des Lilas"),
    (STREET, "Le Bourg", "Le Bourg"),
    (STREET, "x" * 38, "x" * 38),
    (COMPLEMENT, None, None),
    (COMPLEMENT, "", None),
    (COMPLEMENT, "  ", None),
    (COMPLEMENT, "3", "3"),
    (POSTCODE, "33000", "33000"),
    (POSTCODE, "97600", "97600"),
    (POSTCODE, "98800", "98800"),
    (POSTCODE, "00200", "00200"),
    (POSTCODE, "20090", "20090"),
    (WHERE, "abroad", "abroad"),
    (COMMUNE, "33063:33000", "33063:33000"),
    (COUNTRY, "BE", "BE"),
    (PEOPLE, None, ()),
    (PEOPLE, "", ()),
    (PEOPLE, (), ()),
    (PEOPLE, ("e",), ("e",)),
    (PEOPLE, ("e", "l"), ("l", "e")),
]

REFUSED: list[tuple[Field, Value | None, FieldFault]] = [
    (STREET, None, FieldFault.EMPTY),
    (STREET, " ", FieldFault.EMPTY),
    (STREET, "12", FieldFault.FORM),
    (STREET, "x" * 39, FieldFault.LENGTH),
    (STREET, "rue <b>", FieldFault.SIGNS),
    (STREET, "rue\ndu Bac", FieldFault.SIGNS),
    (STREET, "rue\u00a0du Bac", FieldFault.SIGNS),
    (STREET, ("rue",), FieldFault.SIGNS),
    (COMPLEMENT, "x" * 39, FieldFault.LENGTH),
    (TOWN, "x" * 33, FieldFault.LENGTH),
    (TOWN, "75", FieldFault.FORM),
    (POSTCODE, "3300", FieldFault.FORM),
    (POSTCODE, "96000", FieldFault.FORM),
    (POSTCODE, "99000", FieldFault.FORM),
    (POSTCODE, "330000", FieldFault.LENGTH),
    (POSTCODE, "٣٣٠٠٠", FieldFault.SIGNS),
    (NAME, "R2D2", FieldFault.SIGNS),
    (WHERE, None, FieldFault.EMPTY),
    (WHERE, "mars", FieldFault.OPTION),
    (WHERE, ("france",), FieldFault.OPTION),
    (COMMUNE, None, FieldFault.EMPTY),
    (COMMUNE, "33063:75001", FieldFault.PLACE),
    (COMMUNE, "33000 BORDEAUX", FieldFault.PLACE),
    (COMMUNE, ("33063:33000",), FieldFault.PLACE),
    (COUNTRY, "FR", FieldFault.PLACE),
    (COUNTRY, "be", FieldFault.PLACE),
    (PEOPLE, "l", FieldFault.PERSON),
    (PEOPLE, ("x",), FieldFault.PERSON),
    (PEOPLE, ("m",), FieldFault.PERSON),
    (PEOPLE, ("l", "l"), FieldFault.PERSON),
]


@pytest.mark.parametrize(("field", "raw", "kept"), KEPT)
def test_what_is_kept(field: Field, raw: Value | None, kept: Value | None) -> None:
    reading = read(field, raw, FAMILY)
    assert (reading.value, reading.fault) == (kept, None)


@pytest.mark.parametrize(("field", "raw", "fault"), REFUSED)
def test_why_not(field: Field, raw: Value | None, fault: FieldFault) -> None:
    reading = read(field, raw, FAMILY)
    assert (reading.value, reading.fault) == (None, fault)


def test_nobody_moves_with_who_has_no_ayant_droit() -> None:
    assert read(PEOPLE, ("l",), ALONE).fault is FieldFault.PERSON


KINDS: list[Field] = [
    STREET,
    COMPLEMENT,
    ChoiceField("pick", ("one", "two")),
    PeopleField("who"),
    PlaceField("commune", Place.COMMUNE),
    PlaceField("country", Place.COUNTRY),
]


@given(st.sampled_from(KINDS), st.none() | st.text() | st.lists(st.text()).map(tuple))
def test_whatever_arrives_is_read_and_what_is_kept_is_read_the_same_again(field: Field, raw: Value | None) -> None:
    reading = read(field, raw, FAMILY)
    if reading.fault is not None:
        assert reading.value is None
        assert reading.fault in possible_faults(field)
    else:
        assert read(field, reading.value, FAMILY) == reading
