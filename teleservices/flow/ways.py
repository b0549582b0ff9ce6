"""The ways that a flow can still take, where answers are missing: as far as they can steer, and no further."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from teleservices.flow.model import Answers, ChoiceField, Field, Given, Page, TextField, Value, When

_SOMETHING = "?"


def steering(pages: tuple[Page, ...]) -> frozenset[str]:
    """The fields that the conditions of these pages read."""
    conditions = (condition for page in pages for condition in page.when)
    return frozenset(condition.field for condition in conditions if isinstance(condition, (When, Given)))


def outcomes(page: Page, read_later: frozenset[str]) -> Iterator[Answers]:
    """Every answer that a page may give, told apart only by what is read later; texts and places are stand-ins."""
    fields = [field for field in page.fields if field.id in read_later]
    for values in product(*(_values(field) for field in fields)):
        yield {field.id: value for field, value in zip(fields, values, strict=True) if value is not None}
    if page.instead is not None:
        yield {page.instead.field: page.instead.value}


def _values(field: Field) -> tuple[Value | None, ...]:
    if isinstance(field, ChoiceField):
        return field.options
    return (_SOMETHING, None) if isinstance(field, TextField) and not field.required else (_SOMETHING,)
