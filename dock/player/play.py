"""Plays a visit step by step and notes how it went."""

from __future__ import annotations

import time

from dock.client import DockError
from dock.player.report import Outcome, Report
from dock.player.steps import Step, Visit
from dock.player.visitor import VisitError, Visitor


def play(visit: Visit, visitor: Visitor, report: Report) -> bool:
    """Play a visit up to its end or to the first step that does not hold; True: it went to its end."""
    return all(_play_step(visit, step, visitor, report) for step in visit.steps)


def _play_step(visit: Visit, step: Step, visitor: Visitor, report: Report) -> bool:
    start = time.monotonic()
    error = ""
    try:
        for act in step.acts:
            act(visitor)
        visitor.hold_still()
    except (VisitError, DockError, ConnectionError) as failure:
        error = str(failure)
    ms = round((time.monotonic() - start) * 1000)
    name = f"{visit.name}.{step.name}"
    report.steps.append(Outcome(name, ok=not error, ms=ms, error=error))
    visitor.photograph(f"{visit.name}-{step.name}")
    return not error
