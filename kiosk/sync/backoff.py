"""How long the courier stays away: full jitter under a cap, never less than what the caisse asks (facts/sync.md §3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

CAP_S: Final = 900.0
FIRST_S: Final = 2.0

Draw = Callable[[float, float], float]
"""``random.uniform``: a number between two others, both possible."""


def wait_s(failures: int, retry_after_s: int | None, draw: Draw) -> float:
    """Seconds until the next attempt.

    Args:
        failures: attempts in a row that came to nothing before this one.
        retry_after_s: what the answer asks for.
        draw: the source of chance.
    """
    # 2 · 2⁹ is over the cap; Python would carry the power of a week of failures to the last digit.
    drawn = draw(0.0, min(CAP_S, FIRST_S * 2 ** min(failures, 9)))
    return max(float(retry_after_s or 0), drawn)


def left_s(next_try_at: datetime | None, now: datetime) -> float:
    """What is left of a wait that began before a restart; at most the cap, since the clock may have been set meanwhile.

    Args:
        next_try_at: as kept, aware; None when there was none.
        now: the terminal's clock, aware.
    """
    return 0.0 if next_try_at is None else min(CAP_S, max(0.0, (next_try_at - now).total_seconds()))
