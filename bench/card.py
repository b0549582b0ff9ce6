"""``card``: from PC/SC's word that a card is in to the name on the screen.

The floor reads the same card by the same commands and changes one text of a bare window.
"""

from __future__ import annotations

import sys

from bench.events import CardEvents
from bench.figures import RUNS, Figures, ratio
from bench.floor import bare_window
from bench.screen import Region
from bench.stand import Stand
from dock.commands import CardExchanges, CardInsert, CardRemove
from dock.player import words
from dock.processes import Child

_CARD = "marie"
_NAME = "MARIE D."


def card(stand: Stand) -> Figures:
    """``card_ratio``, ``card_ms``, ``card_floor_ms``."""
    dock = stand.stage.dock
    events = CardEvents(dock.status().reader)

    terminal = stand.stage.start_kiosk()
    stand.visitor.expect_title(words.WELCOME)
    dock.do(CardInsert(_CARD))
    events.await_insertion()
    stand.visitor.expect_text(_NAME)
    stand.visitor.hold_still()
    where = stand.visitor.place_of(_NAME)
    named = stand.eye.settled(where)
    exchanges = dock.do(CardExchanges()).exchanges or ()
    _take_out(stand, events)
    real = [_read_once(stand, events, where, named) for _ in range(RUNS)]
    terminal.stop()

    apdus = stand.directory / "apdus"
    apdus.write_text("\n".join(exchanges))
    size = [str(stand.cabinet.width_px), str(stand.cabinet.height_px)]
    command = [sys.executable, bare_window.__file__, *size, dock.status().reader, str(apdus)]
    middle = (stand.cabinet.width_px // 2 - 200, stand.cabinet.height_px // 2 - 40, 400, 80)
    empty = stand.eye.look(middle)
    bare = Child(command, stand.directory / "floor.log", stand.stage.environment)
    stand.eye.await_change(middle, empty)
    floor = [_change_once(stand, events, middle) for _ in range(RUNS)]
    bare.stop()
    return ratio("card", real, floor)


def _read_once(stand: Stand, events: CardEvents, where: Region, named: bytes) -> float:
    stand.stage.dock.do(CardInsert(_CARD))
    seconds = stand.eye.await_return(where, named) - events.await_insertion()
    _take_out(stand, events)
    return seconds


def _change_once(stand: Stand, events: CardEvents, where: Region) -> float:
    before = stand.eye.settled(where)
    stand.stage.dock.do(CardInsert(_CARD))
    seconds = stand.eye.await_change(where, before) - events.await_insertion()
    stand.stage.dock.do(CardRemove())
    events.await_removal()
    return seconds


def _take_out(stand: Stand, events: CardEvents) -> None:
    stand.visitor.hold_still()
    stand.stage.dock.do(CardRemove())
    events.await_removal()
    stand.visitor.expect_title(words.WELCOME)
    stand.visitor.hold_still()
