"""What counts as a leak in a run of the monkey, and what as loaded once."""

from __future__ import annotations

import pytest

from dock.monkey.weight import ONCE_KB, STEADY_KB, Sample, allowed_growth_kb, growth_kb

WEIGHT_KB = 180_000.0
LENGTHS = (10_000, 30_000, 100_000)


def samples(events: int, *, leak_kb: float = 0.0, step_kb: float = 0.0, step_at: float = 1.0) -> list[Sample]:
    """Of a run that is looked at each 130 events, leaking so much per event, and a step after such a share of it."""
    return [
        (done, WEIGHT_KB + leak_kb * done + (step_kb if done >= step_at * events else 0.0))
        for done in range(130, events + 1, 130)
    ]


def too_much(run: list[Sample], events: int) -> bool:
    growth = growth_kb(run, events)
    assert growth is not None
    return growth > allowed_growth_kb(events)


@pytest.mark.parametrize("events", LENGTHS)
@pytest.mark.parametrize("step_at", [0.1, 0.4, 0.65, 0.9])
def test_what_is_loaded_once_is_no_leak(events: int, step_at: float) -> None:
    """Wherever in the run the largest step that was measured comes."""
    assert not too_much(samples(events, leak_kb=0.04, step_kb=2_100.0, step_at=step_at), events)


@pytest.mark.parametrize("events", LENGTHS)
def test_a_leak_is_told(events: int) -> None:
    """In 10,000 events 0.7 KB an event; in 100,000 a quarter of that."""
    told_from = ONCE_KB / (0.7 * events) + STEADY_KB / 1000
    assert too_much(samples(events, leak_kb=1.05 * told_from), events)
    assert not too_much(samples(events, leak_kb=0.95 * told_from), events)


def test_a_run_of_few_samples_tells_nothing() -> None:
    assert growth_kb(samples(500), 500) is None
