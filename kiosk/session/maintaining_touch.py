"""The test of the touch panel: cells over the whole screen; a dead spot ends it by its silence."""

from __future__ import annotations

from kiosk.maintenance.answers import Granted
from kiosk.session.arrive import Step
from kiosk.session.maintaining import TOUCH_PATIENCE_S, Maintaining, TouchTold, TouchTrial
from kiosk.session.maintaining_trail import DONE, inside, noted
from kiosk.session.rules import Rules
from kiosk.session.situation import Situation
from teleservices.wire.maintenance import Deed


def touch_cell(situation: Situation, entry: Granted, touched: frozenset[int], cell: int, rules: Rules) -> Step:
    """A finger is on a cell; the last one ends the test."""
    if not 0 <= cell < rules.workshop.cells:
        return situation, ()
    now = touched | {cell}
    if len(now) < rules.workshop.cells:
        return inside(situation, entry, TouchTrial(now)), ()
    return _over(situation, entry, now, rules)


def on_stillness(situation: Situation, state: Maintaining, now: float, rules: Rules) -> Step:
    """No finger for a while: what has not been touched by now does not answer, or nobody tried."""
    page = state.inside
    if not isinstance(page, TouchTrial) or now - situation.attention.since < TOUCH_PATIENCE_S:
        return situation, ()
    return _over(situation, state.entry, page.touched, rules)


def _over(situation: Situation, entry: Granted, touched: frozenset[int], rules: Rules) -> Step:
    missed = rules.workshop.cells - len(touched)
    note = noted(entry, Deed.TOUCH_TESTED, f"missed-{missed}" if missed else DONE)
    return inside(situation, entry, TouchTold(touched)), (note,)
