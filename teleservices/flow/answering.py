"""How answers change: pure, nothing of other pages is ever lost."""

from __future__ import annotations

from collections.abc import Mapping

from teleservices.flow.model import Answers, Flow, Page, Value


def page_of(flow: Flow, page_id: str) -> Page:
    """The page with this id.

    Raises:
        KeyError: the flow has none.
    """
    return {page.id: page for page in flow.pages}[page_id]


def answer(flow: Flow, given: Answers, page_id: str, values: Mapping[str, Value]) -> Answers:
    """Take what was typed or chosen on a page; its other way, if it was taken, is given up.

    Args:
        flow: of the téléservice.
        given: everything answered so far.
        page_id: of one of its pages.
        values: by id of the page's fields; an empty text clears its field, fields that are not named keep theirs.

    Raises:
        KeyError: no such page, or not a field of it. A bug.
    """
    page = page_of(flow, page_id)
    unknown = values.keys() - {field.id for field in page.fields}
    if unknown:
        raise KeyError(f"{flow.service}.{page_id} has no field {min(unknown)}")
    kept = {id_: value for id_, value in given.items() if page.instead is None or id_ != page.instead.field}
    return {id_: value for id_, value in {**kept, **values}.items() if value != ""}


def go_instead(flow: Flow, given: Answers, page_id: str) -> Answers:
    """Take a page's other way; what stands in its fields stays there for who comes back.

    Raises:
        KeyError: no such page, or it has no other way. A bug.
    """
    instead = page_of(flow, page_id).instead
    if instead is None:
        raise KeyError(f"{flow.service}.{page_id} has no other way")
    return {**given, instead.field: instead.value}


def toggle(given: Answers, field_id: str, person: str) -> tuple[str, ...]:
    """What a ``PeopleField`` holds once somebody was ticked, or unticked: the ``values`` entry for ``answer``.

    Args:
        given: everything answered so far.
        field_id: of the ``PeopleField``.
        person: a ``Covered.key``.
    """
    held = given.get(field_id, ())
    chosen = held if isinstance(held, tuple) else ()
    return tuple(key for key in chosen if key != person) if person in chosen else (*chosen, person)
