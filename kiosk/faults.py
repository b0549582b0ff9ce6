"""The last resort (ESC-12): an unexpected exception is written down, the visit wiped, the desktop never seen."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk import journal
from teleservices.logbook import Logbook


class Faults:
    """While entered, catches what would otherwise reach stderr as a traceback, whose text could hold personal data.

    Args:
        logbook: gets the exception's type and place, never its message.
        mend: called in the thread at fault, for a fault of the Qt thread that can be wiped away.
        give_up: called in the thread at fault when a device's thread died, or the mending itself failed.
    """

    def __init__(self, logbook: Logbook, mend: Callable[[], None], give_up: Callable[[], None]) -> None:
        self._logbook = logbook
        self._mend = mend
        self._give_up = give_up
        self._mending = False

    def __enter__(self) -> Self:
        self._former = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Put the hooks back; an exception that comes this far is written down like the others, and goes no further."""
        sys.excepthook, threading.excepthook = self._former
        if kind is None or not issubclass(kind, Exception):
            return False
        self._record(kind, trace, threading.current_thread())
        self._give_up()
        return True

    def mended(self) -> None:
        """The wipe that followed the last fault is done."""
        self._mending = False

    def _on_exception(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None, /) -> None:
        self._record(kind, trace, threading.current_thread())
        if self._mending:
            self._give_up()
        else:
            self._mending = True
            self._mend()

    def _on_thread_exception(self, args: threading.ExceptHookArgs, /) -> None:
        self._record(args.exc_type, args.exc_traceback, args.thread)
        self._give_up()

    def _record(self, kind: type[BaseException], trace: TracebackType | None, thread: threading.Thread | None) -> None:
        frames = traceback.extract_tb(trace)
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        self._logbook.record(
            journal.FAULT, kind=kind.__name__, where=where, thread=thread.name if thread is not None else "?"
        )
