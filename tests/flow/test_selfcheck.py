"""Every téléservice of the catalogue is without defects, and the check sees what it is for."""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from dataclasses import asdict, replace

import pytest
from any_flow import flows
from hypothesis import given, settings

from teleservices import catalogue
from teleservices.alphabets import FieldKind
from teleservices.catalogue.model import Nature, Teleservice
from teleservices.flow.model import ChoiceField, Field, Flow, Given, Instead, Page, Place, PlaceField, TextField, When
from teleservices.flow.selfcheck import defects
from teleservices.texts.catalogue import LANGUAGES, read

DEFINED = [
    entry
    for module in pkgutil.iter_modules(catalogue.__path__)
    for entry in vars(importlib.import_module(f"{catalogue.__name__}.{module.name}")).values()
    if isinstance(entry, Teleservice)
]
FLOWS = [entry.flow for entry in DEFINED if entry.flow is not None]
PUBLISHED = {("address_change", 1): "8d681a9c156a31e361ae1473f8683e24ed9ed6b9810ebb25fb6687af00c03d09"}
"""SHA-256 of each revision ever published: a flow that changes takes a new number, for old ones may be on their way."""


def test_a_declaration_has_a_flow_of_its_own_and_nothing_else_has() -> None:
    assert FLOWS
    for entry in DEFINED:
        assert (entry.flow is not None) == (entry.nature is Nature.DECLARATION)
        assert entry.flow is None or entry.flow.service == entry.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.service)
def test_no_flow_has_a_defect(flow: Flow, language: str) -> None:
    assert defects(flow, read(language).keys()) == ()


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.service)
def test_a_published_revision_does_not_change(flow: Flow) -> None:
    written = json.dumps(asdict(flow), default=sorted, sort_keys=True)
    kinds = [type(field).__name__ for page in flow.pages for field in (*page.fields, *page.when)]
    digest = hashlib.sha256(f"{written}{kinds}".encode()).hexdigest()
    assert PUBLISHED[flow.service, flow.revision] == digest


PICK = ChoiceField("pick", ("one", "two"))
TOWN = PlaceField("town", Place.COMMUNE)
SAID = {
    "flow.any.receipt",
    "flow.any.first.title",
    "flow.any.second.title",
    "flow.any.pick.label",
    "flow.any.pick.one",
    "flow.any.pick.two",
    "flow.any.town.label",
    "flow.fault.empty.choice",
    "flow.fault.empty.commune",
    "flow.fault.option",
    "flow.fault.place.commune",
}
SOUND = Flow("any", 1, (Page("first", (PICK,)), Page("second", (TOWN,), (When("pick", frozenset({"one"})),))), (2, 3))
FIRST, SECOND = SOUND.pages


def text(field: str = "town", longest: int | None = None, pattern: str | None = None) -> TextField:
    return TextField(field, FieldKind.STREET, longest=longest, pattern=pattern)


def first(*fields: Field) -> Flow:
    return replace(SOUND, pages=(Page("first", fields), SECOND))


def when(*conditions: When | Given) -> Flow:
    return replace(SOUND, pages=(FIRST, replace(SECOND, when=conditions)))


FAULTY = [
    (replace(SOUND, delay_days=(3, 2)), "are no delay"),
    (replace(SOUND, revision=0), "below 1"),
    (replace(SOUND, pages=()), "it has no page"),
    (replace(SOUND, pages=(FIRST, FIRST)), "page first is there 2 times"),
    (first(PICK, PICK), "pick is asked 2 times"),
    (replace(SOUND, pages=(replace(FIRST, instead=Instead("pick", "x")), SECOND)), "pick is asked 2 times"),
    (first(), "page first asks nothing"),
    (first(PICK, text("A b")), "'A b' is no id"),
    (first(ChoiceField("pick", ("one",))), "two different options"),
    (first(ChoiceField("pick", ("one", "one"))), "two different options"),
    (first(ChoiceField("pick", ("one", "label"))), "cannot have the option 'label'"),
    (first(PICK, text("way", longest=121)), "way cannot take 121 signs"),
    (first(PICK, text("way", longest=0)), "way cannot take 0 signs"),
    (first(PICK, text("way", pattern="(")), "the pattern of way does not compile"),
    (when(When("town", frozenset({"x"}))), "town is not asked before"),
    (when(Given("nothing")), "nothing is not asked before"),
    (when(When("pick", frozenset({"three"}))), "pick is never one of ['three']"),
    (when(When("pick", frozenset())), "pick is never one of []"),
    (first(PICK, text("way", pattern=None)), "nothing is said for flow.any.way.label"),
    (when(When("pick", frozenset({"one"})), When("pick", frozenset({"two"}))), "page second is never reached"),
    (
        replace(SOUND, pages=(FIRST, replace(SECOND, instead=Instead("free", "yes")))),
        "nothing comes of its other way free",
    ),
    (
        replace(
            SOUND,
            pages=(FIRST, Page("second", (TOWN,)), Page("third", (text("x"),), (When("town", frozenset({"x"})),))),
        ),
        "town is no choice",
    ),
]


def test_a_sound_flow_has_none() -> None:
    assert defects(SOUND, SAID) == ()


@pytest.mark.parametrize(("flow", "said"), FAULTY, ids=[said for _, said in FAULTY])
def test_each_defect_is_seen(flow: Flow, said: str) -> None:
    assert any(said in defect for defect in defects(flow, SAID))


@pytest.mark.parametrize("key", sorted(SAID))
def test_a_sentence_that_lacks_is_seen(key: str) -> None:
    assert defects(SOUND, SAID - {key}) == (f"nothing is said for {key}",)


def test_a_sentence_that_nobody_says_is_seen() -> None:
    optional = {"flow.any.confirm", "flow.any.delay", "flow.any.first.lead", "flow.any.town.hint"}
    assert defects(SOUND, SAID | optional | {"flow.any.gone.title"}) == ("nobody says flow.any.gone.title",)


@settings(max_examples=30)
@given(flows())
def test_whatever_the_flow_it_is_told_in_words(flow: Flow) -> None:
    known = ("nothing is said for", "is never reached", "nothing comes of its other way")
    assert [said for said in defects(flow, set()) if not any(words in said for words in known)] == []
