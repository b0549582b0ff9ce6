"""The very same declaration within a day is known again; anything else is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.sync.filing import AlreadyFiled, Filed, Filing
from kiosk.sync.recent import Recent
from teleservices.reference import Reference
from teleservices.wire.declarations import ByGrant, ByPassword, Proof

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
        replace(FILING, proof=ByPassword("the caisse knew already who it was")),
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


OTHER = replace(FILING, answers={"a": "2"})
AGAIN = Filed(Reference("MNPQRSTUVW"), datetime(2026, 11, 22, 1, tzinfo=UTC))


def test_who_declares_something_else_and_comes_back_to_the_first_declares_anew(recent: Recent) -> None:
    recent.remember(OTHER, AGAIN)
    assert recent.find(FILING) is None
    assert recent.find(OTHER) == AlreadyFiled(AGAIN.reference, AGAIN.filed_at)


@pytest.mark.parametrize(
    "between", [replace(OTHER, service="new_card"), replace(OTHER, nir="184058832102532")], ids=["service", "person"]
)
def test_what_else_is_declared_changes_nothing(between: Filing, recent: Recent) -> None:
    recent.remember(between, AGAIN)
    assert recent.find(FILING) == AlreadyFiled(FILED.reference, FILED.filed_at)


BY_PASSWORD = replace(FILING, proof=ByPassword("Tilleul-84"))


@pytest.mark.parametrize(
    ("proof", "known"),
    [(ByPassword("Tilleul-84"), True), (ByPassword("Tilleul-85"), False), (ByGrant("g"), False)],
    ids=["same password", "another password", "identified since"],
)
def test_a_password_that_may_be_wrong_stands_for_itself_only(hand: Hand, proof: Proof, *, known: bool) -> None:
    recent = Recent(b"k" * 32, hand)
    recent.remember(BY_PASSWORD, FILED)
    assert (recent.find(replace(FILING, proof=proof)) is not None) is known


def kept_by(recent: Recent) -> str:
    (last,) = vars(recent)["_last"].items()
    return str((last[0], vars(last[1])))


def test_nothing_of_the_person_is_kept(hand: Hand) -> None:
    recent = Recent(b"k" * 32, hand)
    recent.remember(BY_PASSWORD, FILED)
    kept = kept_by(recent)
    assert [said for said in (FILING.nir, FILING.service, "Tilleul-84", "people") if said in kept] == []


def test_another_process_knows_it_by_other_prints(hand: Hand) -> None:
    kept = []
    for key in (b"k" * 32, b"j" * 32):
        recent = Recent(key, hand)
        recent.remember(BY_PASSWORD, FILED)
        ((whose, last),) = vars(recent)["_last"].items()
        kept.append({whose, last.answers, last.password})
    assert kept[0].isdisjoint(kept[1])
