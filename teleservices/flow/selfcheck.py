"""What is wrong with a definition, found before anybody walks it: one test runs this over the whole catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from teleservices.alphabets import ALPHABETS
from teleservices.flow import keys
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
    Page,
    TextField,
    When,
)
from teleservices.flow.reading import possible_faults
from teleservices.flow.walk import holds
from teleservices.flow.ways import outcomes, steering
from teleservices.places.places import Places

_ID = re.compile(r"[a-z][a-z0-9_]*")


def defects(flow: Flow, sentences: Set[str]) -> tuple[str, ...]:
    """Everything wrong with a flow, in words for whoever writes it; empty when nothing is.

    Args:
        flow: to be checked.
        sentences: the keys of all texts of a language.
    """
    return (
        *_numbers(flow),
        *_names(flow),
        *(said for page in flow.pages for field in page.fields for said in _field(field)),
        *_conditions(flow),
        *_unreachable(flow),
        *_sentences(flow, sentences),
    )


def _numbers(flow: Flow) -> Iterator[str]:
    fewest, most = flow.delay_days
    if not 0 < fewest <= most:
        yield f"delay_days {flow.delay_days} are no delay"
    if flow.revision < 1:
        yield f"revision {flow.revision} is below 1"


def _asked(page: Page) -> tuple[str, ...]:
    """The ids of all that a page may answer."""
    return (*(field.id for field in page.fields), *((page.instead.field,) if page.instead is not None else ()))


def _names(flow: Flow) -> Iterator[str]:
    pages = Counter(page.id for page in flow.pages)
    fields = Counter(field for page in flow.pages for field in _asked(page))
    yield from (f"page {page} is there {count} times" for page, count in pages.items() if count > 1)
    yield from (f"{field} is asked {count} times" for field, count in fields.items() if count > 1)
    yield from (f"{name!r} is no id" for name in {**pages, **fields} if _ID.fullmatch(name) is None)
    yield from (f"page {page.id} asks nothing" for page in flow.pages if not page.fields)
    if not flow.pages:
        yield "it has no page"


def _field(field: Field) -> Iterator[str]:
    if isinstance(field, ChoiceField):
        options = field.options
        if len(options) < 2 or len(set(options)) < len(options):
            yield f"{field.id} does not give two different options"
        yield from (f"{field.id} cannot have the option {option!r}" for option in options if option in keys.RESERVED)
    elif isinstance(field, TextField):
        if field.longest is not None and not 0 < field.longest <= ALPHABETS[field.kind].longest:
            yield f"{field.id} cannot take {field.longest} signs"
        try:
            re.compile(field.pattern or "")
        except re.error:
            yield f"the pattern of {field.id} does not compile"


def _conditions(flow: Flow) -> Iterator[str]:
    values: dict[str, frozenset[str] | None] = {}
    for page in flow.pages:
        for condition in page.when:
            yield from (f"page {page.id}: {said}" for said in _condition(condition, values))
        values |= {
            field.id: frozenset(field.options) if isinstance(field, ChoiceField) else None for field in page.fields
        }
        if page.instead is not None:
            values[page.instead.field] = frozenset({page.instead.value})
    read = steering(flow.pages)
    yield from (
        f"page {page.id}: nothing comes of its other way {page.instead.field}"
        for page in flow.pages
        if page.instead is not None and page.instead.field not in read
    )


def _condition(condition: Condition, values: dict[str, frozenset[str] | None]) -> Iterator[str]:
    match condition:
        case When(field) | Given(field) if field not in values:
            yield f"{field} is not asked before"
        case When(field, one_of):
            known = values[field]
            if known is None:
                yield f"{field} is no choice"
            elif not one_of or not one_of <= known:
                yield f"{field} is never one of {sorted(one_of)}"
        case Given() | HasDependants():
            pass


def _unreachable(flow: Flow) -> Iterator[str]:
    """Pages whose conditions never hold together."""
    insured = Covered("1", "A", "B", insured=True)
    dependant = Covered("2", "C", "B", insured=False)
    reached: set[str] = set()
    for people in ((insured,), (insured, dependant)):
        _explore(flow.pages, {}, Context(people, Places()), reached)
    yield from (f"page {page.id} is never reached" for page in flow.pages if page.id not in reached)


def _explore(pages: tuple[Page, ...], kept: Answers, context: Context, reached: set[str]) -> None:
    if not pages:
        return
    page, rest = pages[0], pages[1:]
    if not all(holds(condition, kept, context) for condition in page.when):
        _explore(rest, kept, context, reached)
        return
    reached.add(page.id)
    for outcome in outcomes(page, steering(rest)):
        _explore(rest, {**kept, **outcome}, context, reached)


def _sentences(flow: Flow, sentences: Set[str]) -> Iterator[str]:
    wanted = set(_wanted(flow))
    yield from (f"nothing is said for {key}" for key in sorted(wanted - sentences))
    own = {key for key in sentences if key.startswith(f"flow.{flow.service}.")}
    yield from (f"nobody says {key}" for key in sorted(own - wanted - set(_possible(flow))))


def _wanted(flow: Flow) -> Iterator[str]:
    yield keys.receipt(flow.service)
    for page in flow.pages:
        yield keys.title(flow.service, page.id)
        if page.instead is not None:
            yield keys.instead(flow.service, page.id)
        for field in page.fields:
            yield keys.label(flow.service, field.id)
            yield from (keys.fault(field, why) for why in possible_faults(field))
            if isinstance(field, ChoiceField):
                yield from (keys.option(flow.service, field.id, option) for option in field.options)


def _possible(flow: Flow) -> Iterator[str]:
    yield from (keys.confirm(flow.service), keys.delay(flow.service))
    for page in flow.pages:
        yield keys.lead(flow.service, page.id)
        yield from (keys.hint(flow.service, field.id) for field in page.fields)
