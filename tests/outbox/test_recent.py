"""The very same declaration within a day is known again; anything else is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.sync.filing import AlreadyFiled, Filed, Filing
from kiosk.sync.recent import Recent
from teleservices.reference import Reference
from teleservices.wire.declarations import ByGrant, ByPassword

FILING = Filing(1, "address_change", 1, "284058832102532", None, "fr", ByGrant("g"), {"a": "1", "people": ("x", "y")})
FILED = Filed(Reference("ABCDEFGHJK"), datetime(2026, 11, 22, tzinfo=UTC))
DAY_S = 24 * 3600.0


class Hand:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def recent(hand: Hand) -> Recent:
    recent = Recent(b"k" * 32, hand)
    recent.remember(FILING, FILED)
    return recent


@pytest.mark.parametrize(
    "same",
    [
        FILING,
        replace(FILING, visit=2),
        replace(FILING, proof=ByPassword("another way to prove it")),
        replace(FILING, language="en"),
        replace(FILING, answers={"people": ("x", "y"), "a": "1"}),
    ],
    ids=["itself", "visit", "proof", "language", "order"],
)
def test_the_same_is_known_by_person_service_and_answers(same: Filing, recent: Recent) -> None:
    assert recent.find(same) == AlreadyFiled(FILED.reference, FILED.filed_at)


@pytest.mark.parametrize(
    "other",
    [
        replace(FILING, nir="184058832102532"),
        replace(FILING, service="new_card"),
        replace(FILING, answers={"a": "1"}),
        replace(FILING, answers={"a": "2", "people": ("x", "y")}),
        replace(FILING, answers={"a": "1", "people": ("y", "x")}),
    ],
    ids=["person", "service", "fewer", "answer", "people"],
)
def test_anything_else_is_new(other: Filing, recent: Recent) -> None:
    assert recent.find(other) is None


@pytest.mark.parametrize(("after_s", "known"), [(DAY_S - 1, True), (DAY_S, False)])
def test_a_day_later_it_is_new_again(after_s: float, recent: Recent, hand: Hand, *, known: bool) -> None:
    hand.now = after_s
    assert (recent.find(FILING) is not None) is known


def test_nothing_of_the_person_is_kept(recent: Recent) -> None:
    assert FILING.nir not in str(vars(recent))


def test_another_process_knows_it_by_another_print(recent: Recent, hand: Hand) -> None:
    other = Recent(b"j" * 32, hand)
    other.remember(FILING, FILED)
    assert vars(other)["_first"].keys().isdisjoint(vars(recent)["_first"])
