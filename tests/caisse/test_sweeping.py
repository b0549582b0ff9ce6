"""What time has made worthless is erased though nobody comes."""

from __future__ import annotations

from identifying import ask_code, rows
from running_caisse import Caisse, Terminal

from caisse.background import Sweeper
from caisse.store.account_schema import SMS
from caisse.store.schema import VISIT


def test_a_quiet_hall_is_swept_every_minute(caisse: Caisse, terminal: Terminal) -> None:
    ask_code(terminal, terminal.visit())
    sweeper = Sweeper(caisse.parts)
    caisse.clock.advance(minutes=9, seconds=59)
    sweeper()
    caisse.clock.advance(seconds=1)
    sweeper()
    assert rows(caisse, SMS, SMS.c.sealed.is_not(None)) == 1
    caisse.clock.advance(seconds=59)
    sweeper()
    assert rows(caisse, SMS, SMS.c.sealed.is_not(None)) == 0
    assert rows(caisse, VISIT) == 1
    caisse.clock.advance(minutes=10)
    sweeper()
    assert rows(caisse, VISIT) == 0
