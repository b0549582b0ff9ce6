"""The order of the link's work, without a thread or a clock."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.account import WantCode
from kiosk.sync.agenda import ERRAND_AGAIN_S, PROBE_UP_S, Agenda, Ask, Attest, Close, Errand, Open, Probe, Report
from teleservices.wire.codes import SmsOutcome, SmsReport
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit

OPEN = Open("c1", OpenVisit("284058832102532", None, None))
ATTEST = Attest("c2", "T" * 43, RightsRequest("b1", ()))
ASK = Ask("c3", "T" * 43, WantCode())
REPORT = Report(SmsReport("sms-1", SmsOutcome.DELIVERED), 0)
ERRANDS = [Close("t", 0), REPORT]


def test_questions_come_first_then_errands_then_the_probe() -> None:
    agenda = Agenda(0)
    agenda.run(REPORT)
    agenda.run(Close("old", 0))
    agenda.ask(OPEN)
    agenda.ask(ATTEST)
    agenda.ask(ASK)

    assert [agenda.take(0) for _ in range(6)] == [OPEN, ATTEST, ASK, REPORT, Close("old", 0), Probe()]


def test_a_closing_waits_for_its_time_and_nothing_waits_for_it() -> None:
    agenda = Agenda(0)
    agenda.heard(0, up=True)
    agenda.run(Close("later", 4))
    agenda.run(Close("now", 0))

    assert agenda.take(0) == Close("now", 0)
    assert agenda.take(0) is None
    assert agenda.rest_s(0) == 4
    assert agenda.take(4) == Close("later", 4)


@pytest.mark.parametrize("errand", ERRANDS, ids=lambda errand: type(errand).__name__)
def test_an_errand_comes_back_twice(errand: Errand) -> None:
    agenda = Agenda(0)
    agenda.heard(0, up=True)
    now = 0.0
    for _ in range(2):
        assert agenda.run_again(errand, now, counts=True)
        assert agenda.take(now) is None
        now += ERRAND_AGAIN_S
        taken = agenda.take(now)
        assert isinstance(taken, type(errand))
        errand = taken

    assert not agenda.run_again(errand, now, counts=True)
    assert agenda.take(now) != errand


@pytest.mark.parametrize("errand", ERRANDS, ids=lambda errand: type(errand).__name__)
def test_an_errand_that_made_way_loses_no_try(errand: Errand) -> None:
    agenda = Agenda(0)
    last = dataclasses.replace(errand, tries_left=1)

    assert agenda.run_again(last, 9, counts=False)
    assert agenda.take(9) == last


def test_forgetting_drops_questions_and_no_errand() -> None:
    agenda = Agenda(0)
    agenda.ask(OPEN)
    agenda.ask(ASK)
    agenda.run(REPORT)
    agenda.run(Close("t", 0))
    agenda.forget_questions()

    assert [agenda.take(0) for _ in range(3)] == [REPORT, Close("t", 0), Probe()]


def test_probes_are_rarer_the_longer_the_link_is_down() -> None:
    agenda = Agenda(0)
    rests = []
    for _ in range(6):
        agenda.heard(100, up=False)
        rests.append(agenda.rest_s(100))
    agenda.heard(100, up=True)

    assert (rests, agenda.rest_s(100)) == ([2, 4, 8, 15, 15, 15], PROBE_UP_S)
    agenda.heard(100, up=False)
    assert agenda.rest_s(100) == 2


@given(st.lists(st.tuples(st.floats(0, 60), st.booleans() | st.just("close"))))
def test_after_the_rest_there_is_always_something_to_do(steps: list[tuple[float, bool | str]]) -> None:
    agenda, now = Agenda(0), 0.0
    for seconds, what in steps:
        now += seconds
        if isinstance(what, bool):
            agenda.heard(now, up=what)
        else:
            agenda.run(Close("t", now + 3))
        while agenda.take(now) not in {None, Probe()}:
            pass

    later = now + agenda.rest_s(now)
    assert agenda.take(later) is not None or agenda.rest_s(later) < 1e-6
