"""What an answer is worth to the field it was given to: the one check of the terminal and of the caisse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from teleservices.alphabets import ALPHABETS
from teleservices.flow.context import Context
from teleservices.flow.model import ChoiceField, Field, FieldFault, PeopleField, PlaceField, TextField, Value

_SPACES = re.compile(" +")


@dataclass(frozen=True, repr=False)
class Reading:
    """An answer as it is kept, or why it does not stand; neither for an optional text left empty."""

    value: Value | None = None
    fault: FieldFault | None = None


def longest(field: TextField) -> int:
    """How many signs the field takes at most."""
    limit = ALPHABETS[field.kind].longest
    return limit if field.longest is None else min(limit, field.longest)


def possible_faults(field: Field) -> frozenset[FieldFault]:
    """Every fault that ``read`` can find with this field."""
    match field:
        case TextField():
            empty = {FieldFault.EMPTY} if field.required else set()
            form = {FieldFault.FORM} if field.pattern is not None else set()
            return frozenset({FieldFault.SIGNS, FieldFault.LENGTH} | empty | form)
        case ChoiceField():
            return frozenset({FieldFault.EMPTY, FieldFault.OPTION})
        case PeopleField():
            return frozenset({FieldFault.PERSON})
        case PlaceField():
            return frozenset({FieldFault.EMPTY, FieldFault.PLACE})
        case _:
            assert_never(field)


def read(field: Field, raw: Value | None, context: Context) -> Reading:
    """Read one answer.

    Args:
        field: what was asked.
        raw: as typed, chosen or received, of any shape; None where nothing was answered.
        context: who and where there is to choose from.
    """
    match field:
        case TextField():
            return _text(field, raw)
        case ChoiceField():
            return _choice(field, raw)
        case PeopleField():
            return _people(raw, context)
        case PlaceField():
            return _place(field, raw, context)
        case _:
            assert_never(field)


def _text(field: TextField, raw: Value | None) -> Reading:
    if isinstance(raw, tuple):
        return Reading(fault=FieldFault.SIGNS)
    # Spaces at the ends, or two in a row, are seen by nobody who reads the field again.
    text = _SPACES.sub(" ", raw or "").strip(" ")
    if not text:
        return Reading(fault=FieldFault.EMPTY) if field.required else Reading()
    if any(sign not in ALPHABETS[field.kind].signs for sign in text):
        return Reading(fault=FieldFault.SIGNS)
    if len(text) > longest(field):
        return Reading(fault=FieldFault.LENGTH)
    if field.pattern is not None and re.fullmatch(field.pattern, text) is None:
        return Reading(fault=FieldFault.FORM)
    return Reading(text)


def _choice(field: ChoiceField, raw: Value | None) -> Reading:
    if not raw:
        return Reading(fault=FieldFault.EMPTY)
    return Reading(raw) if raw in field.options else Reading(fault=FieldFault.OPTION)


def _people(raw: Value | None, context: Context) -> Reading:
    chosen = raw or ()
    if isinstance(chosen, str):
        return Reading(fault=FieldFault.PERSON)
    kept = tuple(person.key for person in context.dependants if person.key in chosen)
    return Reading(kept) if sorted(kept) == sorted(chosen) else Reading(fault=FieldFault.PERSON)


def _place(field: PlaceField, raw: Value | None, context: Context) -> Reading:
    if not raw:
        return Reading(fault=FieldFault.EMPTY)
    if isinstance(raw, tuple) or not context.places.holds(field.place, raw):
        return Reading(fault=FieldFault.PLACE)
    return Reading(raw)
