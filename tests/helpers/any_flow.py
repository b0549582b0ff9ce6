"""Flows and answers of every shape, for properties of the walk."""

from __future__ import annotations

from hypothesis import strategies as st

from teleservices.alphabets import FieldKind
from teleservices.flow.context import Context
from teleservices.flow.model import (
    Answers,
    ChoiceField,
    Condition,
    Covered,
    Field,
    Flow,
    Given,
    HasDependants,
    Instead,
    Page,
    PeopleField,
    Place,
    PlaceField,
    TextField,
    Value,
    When,
)
from teleservices.places.places import Places

PLACES = Places()
MARIE = Covered("m", "MARIE", "D", insured=True)
LEO = Covered("l", "LÉO", "D", insured=False)
EMMA = Covered("e", "EMMA", "D", insured=False)
ALONE = Context((MARIE,), PLACES)
FAMILY = Context((MARIE, LEO, EMMA), PLACES)

contexts = st.sampled_from([ALONE, FAMILY])

TYPED = {FieldKind.STREET: ("12 rue", "a", "B."), FieldKind.POSTCODE: ("33000", "1"), FieldKind.NAME: ("Léo", "ÿ")}
COMMUNES = ("33063:33000", "75101:75001", "97105:97100")
COUNTRIES = ("BE", "DZ", "US")

_JUNK = st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=3).map(tuple) | st.just(("l", "l"))


def _good(field: Field) -> st.SearchStrategy[Value]:
    match field:
        case TextField(kind=kind, longest=longest):
            return st.sampled_from(TYPED[kind]).map(lambda text: text[:longest])
        case ChoiceField(options=options):
            return st.sampled_from(options)
        case PeopleField():
            return st.lists(st.sampled_from(["l", "e"]), unique=True).map(tuple)
        case PlaceField(place=place):
            return st.sampled_from(COMMUNES if place is Place.COMMUNE else COUNTRIES)


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Any flow without defects but its sentences."""
    pages: list[Page] = []
    for at in range(draw(st.integers(1, 6))):
        fields = tuple(draw(_field(f"f{at}{letter}")) for letter in "ab"[: draw(st.integers(1, 2))])
        instead = Instead(f"i{at}", "yes") if draw(st.booleans()) else None
        when = tuple(draw(st.lists(_condition(pages), max_size=2, unique=True)))
        pages.append(Page(f"p{at}", fields, when, instead))
    return Flow("any", 1, tuple(pages), (1, 2))


def _field(id_: str) -> st.SearchStrategy[Field]:
    return st.one_of(
        st.builds(
            TextField, st.just(id_), st.sampled_from(sorted(TYPED)), st.booleans(), st.none() | st.integers(1, 5)
        ),
        st.just(ChoiceField(id_, ("one", "two", "three"))),
        st.just(PeopleField(id_)),
        st.builds(PlaceField, st.just(id_), st.sampled_from(Place)),
    )


def _condition(before: list[Page]) -> st.SearchStrategy[Condition]:
    possible: list[st.SearchStrategy[Condition]] = [st.just(HasDependants())]
    for page in before:
        if page.instead is not None:
            possible.append(st.just(When(page.instead.field, frozenset({page.instead.value}))))
        for field in page.fields:
            possible.append(st.just(Given(field.id)))
            if isinstance(field, ChoiceField):
                options = st.sets(st.sampled_from(field.options), min_size=1).map(frozenset)
                possible.append(st.builds(When, st.just(field.id), options))
    return st.one_of(possible)


@st.composite
def answers(draw: st.DrawFn, flow: Flow, good: int = 7) -> Answers:
    """Any answers to a flow's questions: good ones mostly, junk of any shape, and answers to nothing that was asked."""
    given: dict[str, Value] = {}
    for page in flow.pages:
        for field in page.fields:
            fate = draw(st.integers(0, 9))
            if fate < good:
                given[field.id] = draw(_good(field))
            elif fate < 9:
                given[field.id] = draw(_JUNK)
        if page.instead is not None and draw(st.booleans()):
            given[page.instead.field] = draw(st.sampled_from(["yes", "yes", "no"]))
    return given | draw(st.dictionaries(st.sampled_from(["x", "y"]), _JUNK, max_size=1))


@st.composite
def walks(draw: st.DrawFn) -> tuple[Flow, Answers, Context]:
    """A flow, answers to it, and who there is."""
    flow = draw(flows())
    return flow, draw(answers(flow)), draw(contexts)
