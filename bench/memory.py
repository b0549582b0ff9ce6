"""``memory``: what the terminal's process weighs, and how it grows from visit to visit."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from bench.figures import Figures
from bench.stand import Stand
from dock.commands import CardInsert, CardRemove, PrinterPaper
from dock.player import words
from dock.player.visitor import Visitor

_FIRST, _LAST = 50, 300
_PEOPLE = ("marie", "rene", "paul", "laetitia", "nadia", "hortense")
_STRANGERS = ("mute", "vitale1", "garbled", "joseph", "karim", "sophie")


def memory(stand: Stand) -> Figures:
    """``rss_mb`` at the last visit, and ``rss_growth_kb_per_visit``: a line fitted over visits 50 to 300."""
    terminal = stand.stage.start_kiosk()
    sizes: list[float] = []
    for number in range(1, _LAST + 1):
        _visit(stand.visitor, number)
        sizes.append(_rss_kb(terminal.pid))
    terminal.stop()
    visits = np.arange(_FIRST, _LAST + 1)
    slope, _ = np.polyfit(visits, np.array(sizes[_FIRST - 1 :]), 1)
    return {"rss_mb": round(sizes[-1] / 1024, 1), "rss_growth_kb_per_visit": round(float(slope), 3)}


def _visit(visitor: Visitor, number: int) -> None:
    """Four visits in six print, one meets a refusal, one an empty roll; people and documents change."""
    visitor.expect_title(words.WELCOME)
    match number % 6:
        case 4:
            _look_in(visitor, _STRANGERS[number // 6 % len(_STRANGERS)])
        case 5:
            _print(visitor, _PEOPLE[number // 6 % len(_PEOPLE)], paper=False)
        case _:
            _print(visitor, _PEOPLE[number % len(_PEOPLE)], paper=True)


def _look_in(visitor: Visitor, card: str) -> None:
    visitor.dock.do(CardInsert(card))
    visitor.expect_change_from(words.WELCOME)
    visitor.hold_still()
    visitor.dock.do(CardRemove())


def _print(visitor: Visitor, card: str, *, paper: bool) -> None:
    visitor.dock.do(CardInsert(card))
    visitor.touch(words.ATTESTATION)
    visitor.touch(words.PRINT)
    visitor.expect_title(words.TAKE_CARD)
    if not paper:
        visitor.dock.do(PrinterPaper(present=False))
    visitor.dock.do(CardRemove())
    if not paper:
        visitor.expect_title(words.NO_PAPER)
        visitor.dock.do(PrinterPaper(present=True))
    visitor.expect_title(words.TAKE_DOCUMENT)


def _rss_kb(pid: int) -> float:
    found = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    if found is None:
        raise ProcessLookupError(pid)
    return float(found[1])
