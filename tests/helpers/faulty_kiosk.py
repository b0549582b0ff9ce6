"""The kiosk's command with one bug put into it, as a process of its own: ``faulty_kiosk.py FAULT COMMAND…``.

The product holds no hook for this: the bug replaces one of its functions before the command starts. What the bug says
is personal, as the words of a real exception could be.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import kiosk.cli
from kiosk.devices.printer.worker import PrinterWorker
from kiosk.ui.presenter import pages

WORDS = "DUPONT MARIE 2840588321025"


def _screen_breaks_once() -> None:
    """The first summary that should be shown is not; the next ones are."""
    whole: Callable[..., Any] = pages.summary
    bugs = iter([ValueError(WORDS)])

    def summary(*arguments: Any) -> Any:
        for bug in bugs:
            raise bug
        return whole(*arguments)

    pages.summary = summary


def _wipe_breaks_too() -> None:
    """The summary is never shown, nor is the screen that says sorry."""
    from kiosk.ui.presenter import partings

    def broken(*_: Any) -> Any:
        raise ValueError(WORDS)

    pages.summary = partings.out_of_service = broken


def _printer_thread_dies() -> None:
    """At the first document."""

    def broken(*_: Any) -> Any:
        raise LookupError(WORDS)

    PrinterWorker._print = broken


def _each_screen_is_kept() -> None:
    """A megabyte of it, for ever."""
    from kiosk.ui import terminal

    planted: Any = terminal.Terminal
    whole = planted.show
    kept: list[bytes] = []

    def show(*arguments: Any) -> Any:
        kept.append(b"\x01" * (1 << 20))
        return whole(*arguments)

    planted.show = show


def _on_the_fifth_touch(deed: Callable[[], object]) -> None:
    from kiosk.ui import touches as module

    planted: Any = module.Touches
    whole = planted.take
    touches = iter(range(5))

    def take(*arguments: Any) -> Any:
        if next(touches, None) is None:
            deed()
        return whole(*arguments)

    planted.take = take


def _a_touch_kills() -> None:
    """As a null pointer in a library would."""
    _on_the_fifth_touch(os.abort)


def _a_touch_opens_a_window() -> None:
    """As a dialog would that somebody left in a library."""
    windows: list[object] = []

    def open_one() -> None:
        from PySide6.QtGui import QWindow

        window = QWindow()
        window.resize(300, 200)
        window.show()
        windows.append(window)

    _on_the_fifth_touch(open_one)


def _a_touch_is_printed() -> None:
    """What it says is not one of the journal's events."""
    _on_the_fifth_touch(lambda: sys.stderr.write(f"{WORDS}\n"))


def _a_declaration_is_filed_twice() -> None:
    """The outbox no longer knows what it has just kept."""
    from kiosk.sync import outbox_filer, recent

    filer: Any = outbox_filer.Filer
    known: Any = recent.Recent
    whole = filer.file

    def file(*arguments: Any) -> Any:
        whole(*arguments)
        return whole(*arguments)

    filer.file = file
    known.find = lambda *_: None


FAULTS: dict[str, Callable[[], None]] = {
    "screen": _screen_breaks_once,
    "mending": _wipe_breaks_too,
    "printer": _printer_thread_dies,
    "leak": _each_screen_is_kept,
    "abort": _a_touch_kills,
    "window": _a_touch_opens_a_window,
    "words": _a_touch_is_printed,
    "twice": _a_declaration_is_filed_twice,
}

if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    kiosk.cli.main()
