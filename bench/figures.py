"""Measuring: what every bench shares."""

from __future__ import annotations

from statistics import median

RUNS = 20
"""Of each kind, real and floor in turn, so that a busy machine slows both."""

Figures = dict[str, float]


def ratio(name: str, real: list[float], floor: list[float]) -> Figures:
    """The medians of both in milliseconds, and their ratio.

    Args:
        name: of the figure: ``start`` gives ``start_ms``, ``start_floor_ms`` and ``start_ratio``.
        real: seconds, one per run of ours.
        floor: seconds, one per run of the floor.
    """
    real_ms, floor_ms = median(real) * 1000, median(floor) * 1000
    return {
        f"{name}_ms": round(real_ms, 2),
        f"{name}_floor_ms": round(floor_ms, 2),
        f"{name}_ratio": round(real_ms / floor_ms, 3),
    }
