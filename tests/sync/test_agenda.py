"""The order of the link's work, without a thread or a clock."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.agenda import CLOSE_AGAIN_S, PROBE_UP_S, Agenda, Attest, Close, Open, Probe
from teleservices.wire.rights import RightsRequest
from teleservices.wire.visits import OpenVisit

OPEN = Open("c1", OpenVisit("284058832102532", None, None))
ATTEST = Attest("c2", "T" * 43, RightsRequest("b1", ()))


def test_questions_come_first_then_closings_then_the_probe() -> None:
    agenda = Agenda(0)
    agenda.close(Close("old", 0))
    agenda.ask(OPEN)
    agenda.ask(ATTEST)

    assert [agenda.take(0) for _ in range(4)] == [OPEN, ATTEST, Close("old", 0), Probe()]


def test_a_closing_waits_for_its_time_and_nothing_waits_for_it() -> None:
    agenda = Agenda(0)
    agenda.heard(0, up=True)
    agenda.close(Close("later", 4))
    agenda.close(Close("now", 0))

    assert agenda.take(0) == Close("now", 0)
    assert agenda.take(0) is None
    assert agenda.rest_s(0) == 4
    assert agenda.take(4) == Close("later", 4)


def test_a_closing_comes_back_twice() -> None:
    agenda = Agenda(0)
    agenda.heard(0, up=True)
    closing, now = Close("t", 0), 0.0
    for _ in range(2):
        assert agenda.close_again(closing, now, counts=True)
        assert agenda.take(now) is None
        now += CLOSE_AGAIN_S
        taken = agenda.take(now)
        assert isinstance(taken, Close)
        closing = taken

    assert not agenda.close_again(closing, now, counts=True)


def test_a_closing_that_made_way_loses_no_try() -> None:
    agenda = Agenda(0)
    closing = Close("t", 0, tries_left=1)

    assert agenda.close_again(closing, 9, counts=False)
    assert agenda.take(9) == closing


def test_forgetting_drops_questions_and_no_closing() -> None:
    agenda = Agenda(0)
    agenda.ask(OPEN)
    agenda.close(Close("t", 0))
    agenda.forget_questions()

    assert agenda.take(0) == Close("t", 0)


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
            agenda.close(Close("t", now + 3))
        while agenda.take(now) not in {None, Probe()}:
            pass

    later = now + agenda.rest_s(now)
    assert agenda.take(later) is not None or agenda.rest_s(later) < 1e-6
