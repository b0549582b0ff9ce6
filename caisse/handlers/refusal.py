"""A no, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.wire.problems import Problem


@dataclass(frozen=True)
class Refusal:
    """Why something was not done.

    Attributes:
        problem: the reason, by its ``type``.
        regime: with ``OTHER_REGIME``, the label of the régime to turn to.
    """

    problem: Problem
    regime: str | None = None
