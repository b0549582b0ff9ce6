"""The one walk: which pages somebody reaches, what is wrong on the last of them, what is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from teleservices.flow.context import Context
from teleservices.flow.model import (
    Answers,
    Condition,
    FieldFault,
    Flow,
    Given,
    HasDependants,
    Page,
    Value,
    When,
)
from teleservices.flow.reading import read


@dataclass(frozen=True, repr=False)
class Stop:
    """A page that is reached.

    Attributes:
        faults: by field id, what keeps the person there; empty when they may go on.
        answers: what this page gives: its fields that stand, or its other way's answer alone.
    """

    page: Page
    faults: Mapping[str, FieldFault]
    answers: Answers


@dataclass(frozen=True, repr=False)
class Walk:
    """The pages reached, in order, up to the first one in error.

    Attributes:
        complete: no page is in error: the review comes next, then the filing.
        answers: what the pages reached give, and nothing of a branch that was left: what is filed once complete, and
            walking again with them is the same walk.
    """

    stops: tuple[Stop, ...]
    complete: bool
    answers: Answers


def walk(flow: Flow, given: Answers, context: Context) -> Walk:
    """Walk a flow.

    Args:
        flow: of the téléservice.
        given: everything answered so far, answers of branches that were left included; or, at the caisse, what was
            received, whatever it is.
        context: who and where there is to choose from.
    """
    kept: dict[str, Value] = {}
    stops = []
    for stop in _stops(flow, given, context, kept):
        stops.append(stop)
        kept |= stop.answers
    return Walk(tuple(stops), not (stops and stops[-1].faults), kept)


def holds(condition: Condition, kept: Answers, context: Context) -> bool:
    """Whether a condition holds.

    Args:
        condition: of a page.
        kept: what the pages reached before gave.
        context: who there is.
    """
    match condition:
        case When(field, one_of):
            value = kept.get(field)
            return isinstance(value, str) and value in one_of
        case Given(field):
            return field in kept
        case HasDependants():
            return bool(context.dependants)
        case _:
            assert_never(condition)


def _stops(flow: Flow, given: Answers, context: Context, kept: Answers) -> Iterator[Stop]:
    for page in flow.pages:
        if all(holds(condition, kept, context) for condition in page.when):
            stop = _stop(page, given, context)
            yield stop
            if stop.faults:
                return


def _stop(page: Page, given: Answers, context: Context) -> Stop:
    instead = page.instead
    if instead is not None and given.get(instead.field) == instead.value:
        return Stop(page, {}, {instead.field: instead.value})
    readings = {field.id: read(field, given.get(field.id), context) for field in page.fields}
    return Stop(
        page,
        {id_: reading.fault for id_, reading in readings.items() if reading.fault is not None},
        {id_: reading.value for id_, reading in readings.items() if reading.value is not None},
    )
