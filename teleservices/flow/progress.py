"""Where somebody stands in a flow: what came before, what comes next, which step of how many.

A page's id is one of the flow's, or ``REVIEW``. A page that is no longer reached (the ayants droit turned out to be
none, say) stands where the flow declares it, so that there is always a way on and a way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from teleservices.flow.answering import page_of
from teleservices.flow.context import Context
from teleservices.flow.model import Answers, Flow, Page, Value
from teleservices.flow.walk import Stop, holds, walk
from teleservices.flow.ways import outcomes, steering

REVIEW: Final = ""
"""Stands for the review where a page's id is expected."""


def first(flow: Flow, context: Context) -> str:
    """Where the flow begins."""
    return walk(flow, {}, context).stops[0].page.id


def previous(flow: Flow, given: Answers, context: Context, page_id: str) -> str | None:
    """The page before; None before the first.

    Raises:
        KeyError: no such page.
    """
    before = _before(flow, given, context, page_id)
    return before[-1].page.id if before else None


def following(flow: Flow, given: Answers, context: Context, page_id: str) -> str:
    """The page that comes next, ``REVIEW`` after the last, the same page while it is in error.

    Raises:
        KeyError: no such page.
    """
    stops = walk(flow, given, context).stops
    passed = len(_before(flow, given, context, page_id))
    rest = stops[passed:]
    if rest and rest[0].page.id == page_id and not rest[0].faults:
        rest = rest[1:]
    return rest[0].page.id if rest else REVIEW


def steps(flow: Flow, given: Answers, context: Context, page_id: str) -> tuple[int, int]:
    """Which step it is, from 1, and of how many; the review is the last.

    What is not answered yet counts for the longest way that it may lead, so the second number never grows while going
    on.

    Raises:
        KeyError: no such page.
    """
    passed = _before(flow, given, context, page_id)
    kept: dict[str, Value] = {}
    for stop in passed:
        kept |= stop.answers
    if page_id == REVIEW:
        return len(passed) + 1, len(passed) + 1
    stops = {stop.page.id: stop for stop in walk(flow, given, context).stops}
    rest = flow.pages[flow.pages.index(page_of(flow, page_id)) :]
    return len(passed) + 1, max(len(passed) + 1, len(passed) + _longest(rest, kept, _Ahead(given, stops, context))) + 1


def _before(flow: Flow, given: Answers, context: Context, page_id: str) -> tuple[Stop, ...]:
    stops = walk(flow, given, context).stops
    if page_id == REVIEW:
        return stops
    page_of(flow, page_id)
    order = [page.id for page in flow.pages]
    return tuple(stop for stop in stops if order.index(stop.page.id) < order.index(page_id))


@dataclass(frozen=True, repr=False)
class _Ahead:
    """What is known of the pages that are still to come.

    Attributes:
        given: what was typed or chosen so far, wherever.
        stops: the walk's, by page.
    """

    given: Answers
    stops: Mapping[str, Stop]
    context: Context


def _longest(pages: tuple[Page, ...], kept: Answers, ahead: _Ahead) -> int:
    """How many of ``pages`` the longest way still possible reaches."""
    if not pages:
        return 0
    page, rest = pages[0], pages[1:]
    if not all(holds(condition, kept, ahead.context) for condition in page.when):
        return _longest(rest, kept, ahead)
    stop, read_later = ahead.stops.get(page.id), steering(rest)
    decided = stop is not None and _decided(stop, ahead.given, read_later)
    possible = [stop.answers] if stop is not None and decided else list(outcomes(page, read_later))
    return 1 + max(_longest(rest, {**kept, **outcome}, ahead) for outcome in possible)


def _decided(stop: Stop, given: Answers, read_later: frozenset[str]) -> bool:
    """Whether a page gave all that steers. What may be left empty can be so because nobody came to it yet."""
    other = stop.page.instead
    if other is not None and other.field in stop.answers:
        return True
    if other is not None and other.field in read_later and not any(field.id in given for field in stop.page.fields):
        return False
    return not stop.faults and all(field.id in stop.answers for field in stop.page.fields if field.id in read_later)
