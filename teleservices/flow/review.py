"""The récapitulatif: what a walk keeps, as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from teleservices.flow import words
from teleservices.flow.context import Context
from teleservices.flow.model import ChoiceField, Field, Flow, PeopleField, PlaceField, TextField, Value
from teleservices.flow.walk import Walk
from teleservices.texts.catalogue import Texts


@dataclass(frozen=True, repr=False)
class ReviewLine:
    """One answer.

    Attributes:
        page: id of the page that asks for it.
        field: its id.
        label, value: as shown.
    """

    page: str
    field: str
    label: str
    value: str


def review(flow: Flow, walked: Walk, context: Context, texts: Texts) -> tuple[ReviewLine, ...]:
    """Every answer that stands, in the order of the walk.

    The answer of another way (``Instead``) is not shown: what it led to is.
    """
    return tuple(
        ReviewLine(
            stop.page.id,
            field.id,
            words.label(texts, flow, field.id),
            _shown(flow, field, stop.answers[field.id], context, texts),
        )
        for stop in walked.stops
        for field in stop.page.fields
        if field.id in stop.answers
    )


def _shown(flow: Flow, field: Field, value: Value, context: Context, texts: Texts) -> str:
    match field:
        case TextField():
            return str(value)
        case ChoiceField():
            return words.option(texts, flow, field.id, str(value))
        case PeopleField():
            names = [f"{person.first_name} {person.initial}." for person in context.dependants if person.key in value]
            return ", ".join(names) or texts.t("flow.nobody")
        case PlaceField(place=place):
            return context.places.name(place, str(value), texts.language)
        case _:
            assert_never(field)
