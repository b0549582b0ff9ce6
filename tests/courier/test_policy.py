"""Every line of the courier's table (facts/sync.md §3), each as one case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from courier_samples import answer_to, entry, sent_with, verdict

from kiosk.sync import courier_log as log
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.backoff import CAP_S
from kiosk.sync.delivery_answers import Declined
from kiosk.sync.outbox_values import Conflicting, Delivered, Rejected, Tried
from kiosk.sync.policy import ALARM_AFTER_S, REST_S, STRIKES, TRIES, TROUBLED_S, Decision, Parking, decide
from kiosk.sync.policy_state import Halt, Standing, begun, within_reach
from teleservices.wire.batches import RejectReason, Status
from teleservices.wire.problems import Problem

NOW = 10_000.0
FRESH = Standing(next_at=NOW, earliest_at=NOW)
TIRED = replace(FRESH, failures=4, most=8)


def most(_low: float, high: float) -> float:
    return high


def least(low: float, _high: float) -> float:
    return low


def decided(
    answer: Any, sent: Any, standing: Standing = FRESH, draw: Callable[[float, float], float] = most
) -> Decision:
    return decide(answer, sent, standing, NOW, draw)


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        (verdict(1, Status.ACCEPTED), Delivered(1)),
        (verdict(1, Status.DUPLICATE, first=Status.ACCEPTED), Delivered(1)),
        (
            verdict(1, Status.DUPLICATE, first=Status.REJECTED, reason=RejectReason.SUITE),
            Rejected(1, RejectReason.SUITE),
        ),
        (verdict(1, Status.REJECTED, reason=RejectReason.MALFORMED), Rejected(1, RejectReason.MALFORMED)),
        (verdict(1, Status.CONFLICT), Conflicting(1)),
    ],
)
def test_a_verdict_settles_its_item_alone(told: Any, settled: object) -> None:
    sent = sent_with(entry(1, "a"), entry(2, "b"))

    decision = decided(answer_to(sent, told), sent, TIRED)

    assert decision.settlements == (settled,)
    assert (decision.standing.next_at, decision.standing.failures, decision.parking) == (NOW, 0, None)


def test_a_conflict_and_a_rejection_are_told_to_the_journal() -> None:
    sent = sent_with(entry(1, "a"), entry(2, "b"))
    told = (verdict(1, Status.CONFLICT), verdict(2, Status.REJECTED, reason=RejectReason.MALFORMED))

    events = [line.event for line in decided(answer_to(sent, *told), sent).lines]

    assert events == [log.DELIVERED, log.CONFLICT, log.REJECTED]


def test_what_is_not_mentioned_is_kept_and_sent_again_at_once() -> None:
    sent = sent_with(entry(1, "a"), entry(2, "b"))

    decision = decided(answer_to(sent, verdict(2)), sent)

    assert decision.settlements == (Delivered(2),)
    assert decision.standing.next_at == NOW


def test_an_answer_without_a_verdict_is_not_asked_for_again_and_again() -> None:
    sent = sent_with(entry(1, "a"))

    decision = decided(answer_to(sent), sent, TIRED)

    assert decision.settlements == ()
    assert (decision.standing.next_at, decision.standing.failures) == (NOW + 32, 5)


def test_a_deferred_item_holds_its_lane_and_no_other() -> None:
    sent = sent_with(entry(1, "a"), entry(2, "b"))
    told = (verdict(1, Status.DEFERRED, reason=RejectReason.KEY, retry_after_s=120), verdict(2))

    decision = decided(answer_to(sent, *told), sent)

    assert decision.settlements == (Delivered(2),)
    assert decision.standing.next_at == NOW
    assert decision.standing.lanes_held(NOW + 119) == {"a"}
    assert decision.standing.lanes_held(NOW + 120) == frozenset()
    assert decision.standing.released_at(NOW) == NOW + 120


def test_a_caisse_with_too_much_to_do_is_left_alone_altogether() -> None:
    sent = sent_with(entry(1, "a"), entry(2, "b"))
    told = (verdict(1), verdict(2, Status.DEFERRED, reason=RejectReason.BACKLOG, retry_after_s=40))

    decision = decided(answer_to(sent, *told, next_after_s=5), sent)

    assert decision.standing.next_at == decision.standing.earliest_at == NOW + 40
    assert decision.standing.lanes_held(NOW) == frozenset()


def test_the_answer_says_how_soon_and_how_much() -> None:
    sent = sent_with(entry(1, "a"))

    standing = decided(answer_to(sent, verdict(1), next_after_s=7, max_items=30, keys=9), sent).standing

    assert (standing.next_at, standing.most) == (NOW + 7, 30)
    assert decided(answer_to(sent, verdict(1), keys=9), sent).keys == 9


@pytest.mark.parametrize(
    "other",
    [
        {"request": "another"},
        {"epoch": "another"},
        {"results": (verdict(1, digest="0" * 64),)},
        {"results": (verdict(3),)},
        {"results": (verdict(1), verdict(1, Status.CONFLICT))},
        {"results": (verdict(2), verdict(1, digest="0" * 64))},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_answer_about_anything_else_is_no_answer(other: Any) -> None:
    sent = sent_with(entry(1, "a"), entry(2, "b"))

    decision = decided(replace(answer_to(sent, verdict(1), verdict(2)), **other), sent, TIRED)

    assert (decision.settlements, decision.parking) == ((), None)
    assert (decision.standing.next_at, decision.standing.failures) == (NOW + 32, 5)


NOTHING = [
    *(NoAnswer(cause) for cause in Cause if cause is not Cause.ABANDONED),
    *(Declined(status, Problem.BUSY) for status in (408, 409, 415, 425, 429, 502, 503, 504)),
    *(Declined(status) for status in (400, 401, 403, 404, 410, 422, 426, 429, 500, 503)),
]


@pytest.mark.parametrize("answer", NOTHING, ids=str)
@pytest.mark.parametrize("items", [1, 4])
def test_without_an_answer_the_same_goes_again_later(answer: Any, items: int) -> None:
    sent = sent_with(*(entry(seq, "a") for seq in range(items)))

    decision = decided(answer, sent, TIRED)

    assert [settlement for settlement in decision.settlements if not isinstance(settlement, Tried)] == []
    assert (decision.parking, decision.standing.halt) == (None, None)
    assert decision.standing.most == TIRED.most
    assert (decision.standing.next_at, decision.standing.failures) == (NOW + 32, 5)


def test_the_wait_grows_to_its_cap_and_is_drawn_whole() -> None:
    waits = [
        decided(NoAnswer(Cause.TIMEOUT), sent_with(), replace(FRESH, failures=failures)).standing.next_at - NOW
        for failures in (0, 1, 2, 8, 9, 100_000)
    ]

    assert waits == [2, 4, 8, 512, CAP_S, CAP_S]
    assert decided(NoAnswer(Cause.TIMEOUT), sent_with(), TIRED, least).standing.next_at == NOW


def test_retry_after_is_respected_beyond_the_cap() -> None:
    standing = decided(Declined(503, None, 4000), sent_with(entry(1, "a"), entry(2, "a"))).standing

    assert standing.next_at == standing.earliest_at == NOW + 4000
    assert within_reach(standing, NOW + 1, 0.0, least).next_at == NOW + 4000


def test_only_the_first_failure_of_many_is_told() -> None:
    assert decided(NoAnswer(Cause.CUT), sent_with()).lines == (log.away("cut", None),)
    assert decided(NoAnswer(Cause.CUT), sent_with(), TIRED).lines == ()
    sent = sent_with(entry(1, "a"))
    assert decided(answer_to(sent, verdict(1)), sent, TIRED).lines == (log.back(), log.settled(1, 0))


def test_an_exchange_given_up_by_ourselves_teaches_nothing() -> None:
    assert decided(NoAnswer(Cause.ABANDONED), sent_with(entry(1, "a")), TIRED) == Decision(TIRED)


@pytest.mark.parametrize("status", [400, 413, 422])
@pytest.mark.parametrize(("items", "half"), [(7, 3), (2, 1)])
def test_a_batch_that_cannot_be_read_is_halved(status: int, items: int, half: int) -> None:
    sent = sent_with(*(entry(seq, "a") for seq in range(items)))

    decision = decided(Declined(status, Problem.MALFORMED), sent)

    assert (decision.standing.most, decision.standing.next_at) == (half, NOW)
    assert (decision.settlements, decision.parking) == ((), None)


@pytest.mark.parametrize("problem", [None, Problem.TOO_LARGE])
def test_too_large_lowers_the_limit_for_good_whoever_says_so(problem: str | None) -> None:
    sent = sent_with(*(entry(seq, "a") for seq in range(8)))
    standing = decided(Declined(413, problem), sent).standing
    assert (standing.most, standing.ceiling) == (4, 4)

    passed = sent_with(*(entry(seq, "a") for seq in range(4)))
    again = decided(answer_to(passed, *(verdict(seq) for seq in range(4))), passed, standing).standing
    assert again.most == 4


def test_after_halving_batches_grow_again() -> None:
    standing = replace(FRESH, most=3)
    sent = sent_with(entry(1, "a"))

    assert decided(answer_to(sent, verdict(1)), sent, standing).standing.most == 6


@pytest.mark.parametrize("status", [400, 413, 422])
def test_one_item_that_cannot_be_read_makes_way_for_the_others(status: int) -> None:
    decision = decided(Declined(status, Problem.MALFORMED), sent_with(entry(5, "a")))

    assert decision.parking == Parking(5, Problem.MALFORMED, told=True)
    assert decision.settlements == ()
    assert [line.event for line in decision.lines] == [log.PARKED]


def test_a_caisse_that_reads_nothing_does_not_get_the_whole_queue_parked_in_a_moment() -> None:
    standing, waits = FRESH, []
    for seq in range(12):
        standing = decided(Declined(400, Problem.MALFORMED), sent_with(entry(seq, str(seq))), standing).standing
        waits.append(standing.next_at - NOW)

    assert waits == sorted(waits)
    assert waits[-1] == CAP_S


def test_an_item_at_which_the_caisse_fails_waits_longer_than_the_others() -> None:
    decision = decided(Declined(500, Problem.INTERNAL), sent_with(entry(5, "a", attempts=3)))

    assert decision.settlements == (Tried(5),)
    assert decision.standing.next_at == NOW + 2
    assert decision.standing.lanes_held(decision.standing.next_at) == {"a"}


TROUBLED = replace(FRESH, troubled={5: NOW - TROUBLED_S}, passed_at=NOW - 1)


@pytest.mark.parametrize(
    ("attempts", "standing", "parks"),
    [
        (TRIES - 1, TROUBLED, True),
        (TRIES - 2, TROUBLED, False),
        (TRIES - 1, replace(TROUBLED, troubled={5: NOW - TROUBLED_S + 1}), False),
        (TRIES - 1, replace(TROUBLED, passed_at=None), False),
        (TRIES - 1, replace(TROUBLED, passed_at=NOW - TROUBLED_S - 1), False),
        (TRIES - 1, replace(TROUBLED, troubled={}), False),
    ],
    ids=["parks", "tries", "time", "nothing-passed", "passed-before", "since-the-start"],
)
def test_it_is_parked_after_many_tries_and_an_hour_in_which_others_passed(
    attempts: int, standing: Standing, parks: bool
) -> None:
    decision = decided(Declined(500, Problem.INTERNAL), sent_with(entry(5, "a", attempts=attempts)), standing)

    assert decision.parking == (Parking(5, "HTTP 500", told=False) if parks else None)
    assert decision.settlements == (() if parks else (Tried(5),))
    assert decision.standing.resting == ({5: NOW + REST_S} if parks else {})


def test_batches_at_which_the_caisse_fails_shrink_until_the_one_to_blame_is_alone() -> None:
    sent = sent_with(*(entry(seq, "a") for seq in range(8)))
    standing = FRESH
    sizes = []
    for _ in range(STRIKES):
        standing = decided(Declined(500, Problem.INTERNAL), sent, standing).standing
        sizes.append(standing.most)

    assert sizes == [FRESH.most] * (STRIKES - 1) + [4]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_keeps_everything_and_becomes_an_alarm_after_an_hour_once(status: int) -> None:
    refusal = Declined(status, Problem.SIGNATURE)
    sent = sent_with(entry(1, "a"))
    first = decide(refusal, sent, FRESH, NOW, most)
    assert (first.settlements, first.parking, first.standing.halt) == ((), None, None)
    early = decide(refusal, sent, first.standing, NOW + ALARM_AFTER_S - 1, most)
    late = decide(refusal, sent, early.standing, NOW + ALARM_AFTER_S, most)
    again = decide(refusal, sent, late.standing, NOW + 2 * ALARM_AFTER_S, most)

    alarms = [[line.event for line in decision.lines].count(log.REFUSED) for decision in (first, early, late, again)]
    assert alarms == [0, 0, 1, 0]
    assert again.standing.next_at > NOW + 2 * ALARM_AFTER_S
    heard = decide(answer_to(sent, verdict(1)), sent, again.standing, NOW + 2 * ALARM_AFTER_S, most).standing
    assert (heard.refused_since, heard.alarmed) == (None, False)


@pytest.mark.parametrize(
    ("answer", "halt"),
    [
        (Declined(401, Problem.UNKNOWN_TERMINAL), Halt.UNKNOWN_TERMINAL),
        (Declined(404, Problem.NOT_FOUND), Halt.UNKNOWN_TERMINAL),
        (Declined(410, "/problems/gone"), Halt.UNKNOWN_TERMINAL),
        (Declined(426, "/problems/protocol"), Halt.PROTOCOL),
    ],
    ids=str,
)
def test_a_terminal_that_is_not_wanted_stops_keeps_all_and_says_so_once(answer: Declined, halt: Halt) -> None:
    sent = sent_with(entry(1, "a"))

    decision = decided(answer, sent)

    assert (decision.settlements, decision.parking) == ((), None)
    assert (decision.standing.halt, decision.standing.next_at) == (halt, NOW + CAP_S)
    assert [line.event for line in decision.lines] == [log.HALTED]
    assert decided(answer, sent_with(), decision.standing).lines == ()
    back = decided(answer_to(sent_with()), sent_with(), decision.standing)
    assert (back.standing.halt, back.lines) == (None, (log.back(),))


def test_after_an_outage_the_first_batch_waits_for_its_turn_among_all_terminals() -> None:
    waiting = replace(TIRED, earliest_at=NOW - 500)

    assert within_reach(waiting, NOW - 500, 300.0, most).next_at == NOW - 200
    assert within_reach(waiting, NOW - 500, 300.0, least).next_at == NOW - 500
    assert within_reach(replace(waiting, next_at=NOW - 400), NOW - 500, 300.0, most).next_at == NOW - 400


def test_without_an_outage_or_with_a_halt_a_link_that_is_back_changes_nothing() -> None:
    assert within_reach(FRESH, NOW - 500, 0.0, least) == FRESH
    halted = replace(TIRED, halt=Halt.PROTOCOL)
    assert within_reach(halted, NOW - 500, 0.0, least) == halted


def test_at_the_start_the_wait_of_before_goes_on_and_terminals_spread() -> None:
    assert begun(NOW, 0.0, 300.0, most).next_at == NOW + 300
    assert begun(NOW, 700.0, 300.0, most).next_at == NOW + 700
    assert begun(NOW, 0.0, 300.0, least).next_at == NOW
    assert within_reach(replace(begun(NOW, 700.0, 300.0, least), failures=1), NOW, 0.0, least).next_at == NOW + 700
