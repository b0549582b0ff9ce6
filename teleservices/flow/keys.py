"""The keys of a flow's sentences: made of ids, one scheme for all."""

from __future__ import annotations

from typing import Final, assert_never

from teleservices.flow.model import ChoiceField, Field, FieldFault, PeopleField, PlaceField, TextField

RESERVED: Final = frozenset({"title", "lead", "instead", "label", "hint"})
"""Last parts of keys, which no option may have for id."""


def title(service: str, page: str) -> str:
    """The heading of a page."""
    return f"flow.{service}.{page}.title"


def lead(service: str, page: str) -> str:
    """One or two sentences below it; not every page has one."""
    return f"flow.{service}.{page}.lead"


def instead(service: str, page: str) -> str:
    """The button of a page's other way."""
    return f"flow.{service}.{page}.instead"


def label(service: str, field: str) -> str:
    """Above a field, and beside its value on the review."""
    return f"flow.{service}.{field}.label"


def hint(service: str, field: str) -> str:
    """The form expected; not every field has one."""
    return f"flow.{service}.{field}.hint"


def option(service: str, field: str, option_id: str) -> str:
    """One option of a choice."""
    return f"flow.{service}.{field}.{option_id}"


def confirm(service: str) -> str:
    """The review's button; where there is none, ``flow.confirm`` is said."""
    return f"flow.{service}.confirm"


def delay(service: str) -> str:
    """When it takes effect, where the plain « Délai » does not say all; where there is none, ``flow.delay`` is said."""
    return f"flow.{service}.delay"


def receipt(service: str) -> str:
    """What the receipt says was received."""
    return f"flow.{service}.receipt"


def fault(field: Field, why: FieldFault) -> str:
    """Why an answer does not stand, in the words of its kind of field."""
    return f"flow.fault.{why.value}.{_kind(field, why)}" if why in _BY_KIND else f"flow.fault.{why.value}"


_BY_KIND = frozenset({FieldFault.EMPTY, FieldFault.FORM, FieldFault.PLACE})


def _kind(field: Field, why: FieldFault) -> str:
    match field:
        case TextField(kind=kind):
            return kind.value if why is FieldFault.FORM else "text"
        case ChoiceField():
            return "choice"
        case PeopleField():
            return "people"
        case PlaceField(place=place):
            return place.value
        case _:
            assert_never(field)
