"""What holds of the courier's table whatever comes back."""

from __future__ import annotations

import random
from dataclasses import replace

from courier_samples import DIGEST, answer_to, entry, sent_with, verdict
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.backoff import CAP_S, wait_s
from kiosk.sync.delivery_answers import Declined
from kiosk.sync.outbox_values import Conflicting, Delivered, Rejected
from kiosk.sync.policy import decide
from kiosk.sync.policy_state import Standing
from kiosk.sync.policy_verdicts import Sent
from teleservices.wire.batches import BatchAnswer, RejectReason, Status, Verdict
from teleservices.wire.problems import Problem

NOW = 1000.0

sent = st.integers(1, 6).map(lambda count: sent_with(*(entry(seq, "ab"[seq % 2]) for seq in range(1, count + 1))))
standings = st.builds(
    lambda failures, most: replace(Standing(next_at=NOW, earliest_at=NOW), failures=failures, most=most),
    st.integers(0, 40),
    st.integers(1, 500),
)
verdicts = st.builds(
    lambda seq, status, own, first, reason, retry: verdict(
        seq, status, digest=DIGEST if own else "e" * 64, first=first, reason=reason, retry_after_s=retry
    ),
    st.integers(0, 8),
    st.sampled_from(Status),
    st.booleans(),
    st.none() | st.sampled_from(Status),
    st.none() | st.sampled_from(RejectReason),
    st.none() | st.integers(0, 10_000),
)
no_answers = st.sampled_from(Cause).map(NoAnswer)
declined = st.builds(
    Declined,
    st.integers(100, 599),
    st.none() | st.sampled_from(Problem),
    st.none() | st.integers(0, 100_000),
)


named = st.tuples(st.sampled_from(["r-1", "r-2"]), st.sampled_from(["e-1", "e-2"]))


@given(sent, st.lists(verdicts, max_size=8), named, standings, st.randoms())
def test_nothing_leaves_the_queue_but_on_a_verdict_for_exactly_it(
    batch: Sent, told: list[Verdict], of: tuple[str, str], standing: Standing, chance: random.Random
) -> None:
    answer: BatchAnswer = replace(answer_to(batch, *told), request=of[0], epoch=of[1])
    decision = decide(answer, batch, standing, NOW, chance.uniform)
    stands = {one.seq for one in told if one.digest == DIGEST and one.status is not Status.DEFERRED}
    left = [one for one in decision.settlements if isinstance(one, Delivered | Rejected | Conflicting)]
    assert {one.seq for one in left} <= stands & {one.item.seq for one in batch.entries}
    assert not left or of == (batch.request, batch.epoch)


@given(sent, no_answers | declined, standings, st.randoms())
def test_without_the_caisses_word_nothing_leaves_and_it_waits(
    batch: Sent, answer: NoAnswer | Declined, standing: Standing, chance: random.Random
) -> None:
    decision = decide(answer, batch, standing, NOW, chance.uniform)
    assert not [one for one in decision.settlements if isinstance(one, Delivered | Rejected | Conflicting)]
    assert decision.standing.next_at >= NOW
    if isinstance(answer, Declined) and answer.retry_after_s and decision.standing.halt is None:
        asked = answer.status in {408, 425, 429, 500, 502, 503, 504} and answer.problem is not None
        assert not asked or decision.standing.next_at >= NOW + answer.retry_after_s


@given(st.integers(0, 10**6), st.none() | st.integers(0, 10**6), st.floats(0, 1))
def test_a_wait_is_never_under_what_was_asked_nor_over_the_cap(failures: int, asked: int | None, part: float) -> None:
    waited = wait_s(failures, asked, lambda low, high: low + part * (high - low))
    assert max(0, asked or 0) <= waited <= max(CAP_S, asked or 0)
