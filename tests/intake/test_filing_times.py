"""When a declaration was filed, by a clock that may be wrong (facts/sync.md §3)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from outbox_items import Pen
from running_caisse import NOON, Terminal
from sqlalchemy import select

from caisse.store.intake_schema import INTAKE

YEARS = timedelta(days=3650)


def stored(terminal: Terminal) -> tuple[datetime, bool]:
    columns = select(INTAKE.c.filed_at, INTAKE.c.unsure)
    (row,) = terminal.caisse.store.read(lambda connection: connection.execute(columns).all())
    return row.filed_at, row.unsure


@pytest.mark.parametrize("skew", [timedelta(0), timedelta(minutes=9), timedelta(minutes=-9)])
def test_in_the_same_run_the_uptime_tells_whatever_the_clock_says(
    pen: Pen, terminal: Terminal, skew: timedelta
) -> None:
    terminal.skew = skew
    pen.deliver(pen.item())
    assert stored(terminal) == (NOON - pen.ago, False)


@pytest.mark.parametrize(
    ("skew", "unsure"),
    [(timedelta(0), False), (timedelta(minutes=2), False), (timedelta(minutes=-2, seconds=-1), True)],
)
def test_after_a_restart_the_clock_tells_as_far_as_it_is_right_now(
    pen: Pen, terminal: Terminal, skew: timedelta, unsure: bool
) -> None:
    terminal.skew = skew
    pen.deliver(pen.item(boot_id="another"))
    assert stored(terminal) == (NOON + skew - pen.ago, unsure)


def test_an_uptime_that_ran_backwards_tells_nothing(pen: Pen, terminal: Terminal) -> None:
    pen.deliver(pen.item(uptime_ms=pen.uptime_ms + 1))
    assert stored(terminal) == (NOON - pen.ago, False)


@pytest.mark.parametrize("ago", [YEARS, -YEARS], ids=["before", "after"])
def test_nothing_is_refused_for_its_time(pen: Pen, terminal: Terminal, ago: timedelta) -> None:
    pen.ago = ago
    assert pen.statuses(pen.item(boot_id="another", uptime_ms=7)) == ["accepted"]
    assert stored(terminal) == (NOON - ago, False)


def test_the_first_delivery_s_time_stands(pen: Pen, terminal: Terminal) -> None:
    item = pen.item()
    pen.deliver(item)
    terminal.caisse.clock.advance(days=3)
    pen.deliver(item)
    assert stored(terminal) == (NOON - pen.ago, False)
