"""What a process may weigh more after a run than when it was warm, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

WARM_SHARE = 0.3
"""Of a run: modules, fonts, pages and the caisse's answers are loaded during it."""
ONCE_KB = 4000.0
"""What may be added once, after that: what the first paper or message loads, and the room that the allocator takes for
the busiest moment. Measured over 10,000 events: 400 to 3,000, of which 2,100 were one step of the C heap, more than
half of it free right after."""
STEADY_KB = 100.0
"""What may be added per 1,000 events besides, for ever. Measured: 40 between events 20,000 and 30,000, while what is
used of the C heap stays at 33 MB and Python's objects at 97,000."""
_LEAST = 5

Sample = tuple[int, float]
"""Events done, and kilobytes resident."""


def growth_kb(samples: Sequence[Sample], events: int) -> float | None:
    """Kilobytes that a process grew per 1,000 events of a run of so many, once warm; None: too few samples to tell.

    The median of the slopes between any two samples far apart (Theil and Sen).
    """
    warm = [sample for sample in samples if sample[0] >= round(WARM_SHARE * events)]
    span = warm[-1][0] - warm[0][0] if warm else 0
    slopes = sorted(
        1000 * (weight - before) / (done - since)
        for place, (since, before) in enumerate(warm)
        for done, weight in warm[place + 1 :]
        if done - since >= span / 2
    )
    return slopes[len(slopes) // 2] if len(warm) >= _LEAST and slopes else None


def allowed_growth_kb(events: int) -> float:
    """Kilobytes per 1,000 events that a run of so many may show: the longer it is, the smaller a leak it tells."""
    return ONCE_KB / ((1 - WARM_SHARE) * events / 1000) + STEADY_KB
