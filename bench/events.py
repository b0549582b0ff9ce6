"""When cards come and go, as PC/SC tells its clients."""

from __future__ import annotations

import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread

from bench.pcsc import CardWatch, PcscError

_PATIENCE_S = 30.0


class CardEvents:
    """Watches a reader on a thread of its own, beside the terminal.

    Args:
        reader: beginning of its name.
    """

    def __init__(self, reader: str) -> None:
        self._insertions: SimpleQueue[float] = SimpleQueue()
        self._removals: SimpleQueue[float] = SimpleQueue()
        self._watch = CardWatch(reader)
        Thread(target=self._run, name="card-events", daemon=True).start()

    def await_insertion(self) -> float:
        """When the next card came: seconds of the monotonic clock.

        Raises:
            queue.Empty: none comes.
        """
        return self._insertions.get(timeout=_PATIENCE_S)

    def await_removal(self) -> float:
        """When the next card went; else like ``await_insertion``."""
        return self._removals.get(timeout=_PATIENCE_S)

    def _run(self) -> None:
        # The watch ends when pcscd does, with the stand.
        with suppress(PcscError):
            while True:
                self._watch.await_insertion()
                self._insertions.put(time.monotonic())
                self._watch.await_removal()
                self._removals.put(time.monotonic())
