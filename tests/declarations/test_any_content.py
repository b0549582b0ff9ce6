"""Whatever stands in a declaration, judging ends; and what is refused changes nothing but its request and message.

On SQLite alone: what differs between the engines is tried elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from declaring import BORDEAUX, BY_PASSWORD, FREE, LISBON, effects_in, marie, opened
from engines import begin_anew
from hypothesis import event, given, settings
from hypothesis import strategies as st
from running_caisse import AGNES, NOON, RENE, Caisse, demo_settings
from sqlalchemy import Connection, delete

from caisse.declarations.judging import judge
from caisse.declarations.opened import LaterError, Opened, Outcome, Work
from caisse.store.account_schema import SIGN_IN_FAILURE
from caisse.store.store import Store
from teleservices.catalogue.address_change import FLOW
from teleservices.wire.declarations import ByGrant, ByPassword, CardShown

FIELDS = sorted({field.id for page in FLOW.pages for field in page.fields} | {"commune_entry", "unknown", ""})
TEXTS = st.text(max_size=60)
PEOPLE = ["card:ZOÉ:20120229", "card:GAETAN:20170703", "card:MARIE:19840512", "card:", "card:::", "zoé"]
VALUES = st.one_of(
    TEXTS,
    st.sampled_from(["france", "abroad", "33063:33000", "PT", "free", "8 rue Sainte-Catherine"]),
    st.lists(st.sampled_from(PEOPLE) | TEXTS, max_size=4).map(tuple),
)
ANSWERS = st.one_of(
    st.dictionaries(st.sampled_from(FIELDS) | TEXTS, VALUES, max_size=8),
    st.builds(
        lambda base, more: base | more,
        st.sampled_from([BORDEAUX, FREE, LISBON]),
        st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=2),
    ),
)
MOMENTS = st.datetimes(timezones=st.just(UTC)) | st.integers(-200, 200).map(lambda hours: NOON + timedelta(hours=hours))


class RolledBackError(Exception):
    def __init__(self, outcome: Outcome, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.outcome, self.before, self.after = outcome, before, after


@pytest.fixture(scope="module")
def caisse(stores: Callable[[str], Store]) -> Iterator[Caisse]:
    one = stores("sqlite")
    begin_anew(one)
    running = Caisse(one, demo_settings())
    yield running
    running.stop()


@pytest.fixture(scope="module")
def visit(caisse: Caisse) -> tuple[Caisse, str, tuple[str, ...]]:
    """The caisse, the grant of a visit of Marie's, and what she and her children are called."""
    opened_by_marie = marie(caisse.terminal())
    names = tuple(one["id"] for one in opened_by_marie["beneficiaries"])
    return caisse, opened_by_marie["account"]["grant"], names


def settled(caisse: Caisse, work: Work) -> RolledBackError:
    """What the work would have done."""

    def run(connection: Connection) -> None:
        before = effects_in(connection)
        raise RolledBackError(work(connection), before, effects_in(connection))

    with pytest.raises(RolledBackError) as caught:
        caisse.store.write(run)
    return caught.value


def check(caisse: Caisse, one: Opened) -> None:
    caisse.store.write(lambda connection: connection.execute(delete(SIGN_IN_FAILURE)))
    try:
        done = settled(caisse, judge(caisse.parts, one))
    except LaterError:
        event("later")
        return
    event(done.outcome)
    more = {"request": 0, "message": 0} if done.outcome is Outcome.UNREADABLE else {"request": 1, "message": 1}
    told = {name: done.after[name] - done.before[name] for name in more}
    assert told == more
    moved = done.after["addresses"] != done.before["addresses"]
    assert moved == (done.outcome is Outcome.REGISTERED)
    assert done.after["notice"] == done.before["notice"]


@settings(max_examples=150)
@given(answers=ANSWERS, when=st.tuples(MOMENTS, st.booleans()), chosen=st.sets(st.integers(0, 2)))
def test_any_answers(
    visit: tuple[Caisse, str, tuple[str, ...]],
    answers: dict[str, str | tuple[str, ...]],
    when: tuple[datetime, bool],
    chosen: set[int],
) -> None:
    caisse, grant, names = visit
    if chosen:
        answers = answers | {"people": tuple(names[one] for one in chosen)}
    declaration = replace(BY_PASSWORD, proof=ByGrant(grant), answers=answers)
    check(caisse, opened(declaration, when[0], received_at=NOON, unsure=when[1]))


AROUND = {
    "service": st.just("rights_attestation") | TEXTS,
    "revision": st.integers(),
    "reference": st.just("7kq2 m9xw 4t") | TEXTS,
    "nir": st.sampled_from([RENE, AGNES]) | TEXTS,
    "card": st.none() | st.builds(CardShown, st.none() | TEXTS, st.none() | TEXTS),
    "language": TEXTS,
    "proof": st.builds(ByGrant, TEXTS) | st.builds(ByPassword, st.text(max_size=200)),
}


@settings(max_examples=100)
@given(data=st.data(), changed=st.sets(st.sampled_from(sorted(AROUND)), max_size=3))
def test_anything_around_them(
    visit: tuple[Caisse, str, tuple[str, ...]], data: st.DataObject, changed: set[str]
) -> None:
    caisse, grant, _ = visit
    changes = {field: data.draw(AROUND[field]) for field in sorted(changed)}
    check(caisse, opened(replace(BY_PASSWORD, **{"proof": ByGrant(grant), **changes})))
