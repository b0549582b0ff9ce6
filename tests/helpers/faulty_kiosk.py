"""The kiosk's command with one bug put into it, as a process of its own: ``faulty_kiosk.py FAULT COMMAND…``.

The product holds no hook for this: the bug replaces one of its functions before the command starts. What the bug says
is personal, as the words of a real exception could be.
"""

from __future__ import annotations

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


FAULTS: dict[str, Callable[[], None]] = {
    "screen": _screen_breaks_once,
    "mending": _wipe_breaks_too,
    "printer": _printer_thread_dies,
}

if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    kiosk.cli.main()
