"""The walk over any flow and any answers (facts/anchors.md §13)."""

from __future__ import annotations

from any_flow import FAMILY, answers, walks
from hypothesis import given
from hypothesis import strategies as st

from teleservices.flow.answering import answer, go_instead
from teleservices.flow.context import Context
from teleservices.flow.model import Answers, ChoiceField, Flow, Instead, Page, When
from teleservices.flow.progress import REVIEW, first, following, previous, steps
from teleservices.flow.walk import walk

Case = tuple[Flow, Answers, Context]


@given(walks())
def test_pages_come_once_in_the_order_declared(case: Case) -> None:
    flow, given_, context = case
    order = [page.id for page in flow.pages]
    reached = [order.index(stop.page.id) for stop in walk(flow, given_, context).stops]
    assert reached == sorted(set(reached))


@given(walks())
def test_it_ends_at_the_first_page_in_error_and_is_complete_without_any(case: Case) -> None:
    walked = walk(*case)
    assert all(not stop.faults for stop in walked.stops[:-1])
    assert walked.complete == all(not stop.faults for stop in walked.stops)


@given(walks())
def test_what_is_sent_is_what_the_pages_reached_asked(case: Case) -> None:
    walked = walk(*case)
    asked = {field.id for stop in walked.stops for field in stop.page.fields}
    asked |= {stop.page.instead.field for stop in walked.stops if stop.page.instead is not None}
    assert walked.answers.keys() <= asked
    assert "" not in walked.answers.values()


@given(walks())
def test_the_caisse_walks_what_was_sent_to_the_same_end(case: Case) -> None:
    flow, given_, context = case
    walked = walk(flow, given_, context)
    if walked.complete:
        assert walk(flow, walked.answers, context) == walked


@given(walks(), st.data())
def test_a_branch_that_was_left_neither_steers_nor_is_sent(case: Case, data: st.DataObject) -> None:
    flow, given_, context = case
    walked = walk(flow, given_, context)
    reached = {stop.page.id for stop in walked.stops}
    left = {field.id for page in flow.pages if page.id not in reached for field in page.fields}
    left |= {page.instead.field for page in flow.pages if page.instead is not None and page.id not in reached}
    other = data.draw(answers(flow))
    changed = {id_: value for id_, value in given_.items() if id_ not in left}
    changed |= {id_: value for id_, value in other.items() if id_ in left}
    assert walk(flow, changed, context) == walked


@given(walks(), st.data())
def test_answering_the_page_in_error_takes_nothing_away_from_those_before(case: Case, data: st.DataObject) -> None:
    flow, given_, context = case
    walked = walk(flow, given_, context)
    if walked.complete:
        return
    *passed, last = walked.stops
    other = data.draw(answers(flow, good=10))
    fields = {field.id for field in last.page.fields}
    more = answer(flow, given_, last.page.id, {id_: value for id_, value in other.items() if id_ in fields})
    assert list(walk(flow, more, context).stops[: len(passed)]) == passed


@given(walks())
def test_continue_visits_each_page_then_the_review_and_back_returns_the_same_way(case: Case) -> None:
    flow, given_, context = case
    walked = walk(flow, given_, context)
    here: str | None = first(flow, context) if walked.stops else REVIEW
    seen = []
    while here is not None and here != REVIEW and here not in seen:
        seen.append(here)
        here = following(flow, given_, context, here)
    assert seen == [stop.page.id for stop in walked.stops]
    assert here == (REVIEW if walked.complete else seen[-1])
    back = [*reversed(seen), None]
    assert [previous(flow, given_, context, page) for page in (REVIEW, *reversed(seen))] == back


@given(walks())
def test_steps_count_up_and_their_total_never_grows(case: Case) -> None:
    flow, given_, context = case
    walked = walk(flow, given_, context)
    counted = [steps(flow, given_, context, stop.page.id) for stop in walked.stops]
    assert [step for step, _ in counted] == list(range(1, len(counted) + 1))
    totals = [total for _, total in counted]
    assert totals == sorted(totals, reverse=True)
    assert all(total > len(counted) for total in totals)
    if walked.complete:
        assert steps(flow, given_, context, REVIEW) == (len(counted) + 1, len(counted) + 1)


@given(walks())
def test_the_total_never_grows_while_answers_come(case: Case) -> None:
    flow, given_, context = case
    walked = walk(flow, given_, context)
    so_far: Answers = {}
    totals = []
    for stop in walked.stops:
        totals.append(steps(flow, so_far, context, stop.page.id)[1])
        so_far = {**so_far, **stop.answers}
    assert totals == sorted(totals, reverse=True)
    assert all(total > len(walked.stops) for total in totals)


@given(walks(), st.data())
def test_a_page_no_longer_reached_still_has_a_way_on_and_back(case: Case, data: st.DataObject) -> None:
    flow, given_, context = case
    page = data.draw(st.sampled_from(flow.pages)).id
    step, total = steps(flow, given_, context, page)
    assert 1 <= step < total
    order = [one.id for one in flow.pages]
    before, after = previous(flow, given_, context, page), following(flow, given_, context, page)
    assert before is None or order.index(before) < order.index(page)
    assert after == REVIEW or order.index(after) >= order.index(page)


@given(walks(), st.data())
def test_answering_a_page_loses_nothing_typed_on_another(case: Case, data: st.DataObject) -> None:
    flow, given_, _ = case
    page = data.draw(st.sampled_from(flow.pages))
    own = {field.id for field in page.fields} | ({page.instead.field} if page.instead is not None else set())
    fields = {field.id for field in page.fields}
    values = {id_: value for id_, value in data.draw(answers(flow)).items() if id_ in fields}
    changed = answer(flow, given_, page.id, values)
    assert {id_: value for id_, value in changed.items() if id_ not in own} == {
        id_: value for id_, value in given_.items() if id_ not in own and value != ""
    }
    assert {id_: value for id_, value in changed.items() if id_ in values} == {
        id_: value for id_, value in values.items() if value != ""
    }


CHOICE = ChoiceField("which", ("one", "two"))
OTHER = ChoiceField("else", ("three", "four"))
TWO_WAYS = Flow(
    "any",
    1,
    (
        Page("which", (CHOICE,), instead=Instead("none", "yes")),
        Page("why", (OTHER,), when=(When("none", frozenset({"yes"})),)),
    ),
    (1, 2),
)


def test_the_other_way_passes_the_page_without_its_fields() -> None:
    typed = answer(TWO_WAYS, {}, "which", {"which": "one"})
    there = go_instead(TWO_WAYS, typed, "which")
    assert there == {"which": "one", "none": "yes"}
    assert walk(TWO_WAYS, there, FAMILY).answers == {"none": "yes"}
    assert following(TWO_WAYS, there, FAMILY, "which") == "why"


def test_answering_the_page_gives_its_other_way_up_and_leaves_the_branch() -> None:
    there = {"none": "yes", "else": "three"}
    assert walk(TWO_WAYS, there, FAMILY).answers == {"none": "yes", "else": "three"}
    back = answer(TWO_WAYS, there, "which", {"which": "two"})
    assert back == {"which": "two", "else": "three"}
    assert walk(TWO_WAYS, back, FAMILY).answers == {"which": "two"}
