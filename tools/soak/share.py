"""One process's share of the fleet: many terminals, each with the courier's own thread."""

from __future__ import annotations

import gc
import resource
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

from kiosk.sync.surroundings import of_this_machine
from tools.soak.caisse import Enrolled
from tools.soak.tally import Tally
from tools.soak.terminal import Place, Sent, Terminal

_FILERS: Final = 3
"""Threads that file: a terminal's is always the same."""
_AT_ONCE: Final = 8
"""Couriers of a share that start at the same time, where they are not to start together."""
_TICK_S: Final = 0.2
_LINGER_S: Final = 2.0
"""How long a connection outlives its last answer, as over a slow line: hundreds are open at a time."""


@dataclass(frozen=True)
class Setup:
    """What a share is made of.

    Attributes:
        first: number of its first terminal.
        directory: its terminals' states go below.
    """

    first: int
    enrolled: Sequence[Enrolled]
    directory: Path
    place: Place


@dataclass(frozen=True)
class Went:
    """How a phase went for one share.

    Attributes:
        waits, exchanges, odd, last: as in ``Tally``.
        open: connections open, by second of the monotonic clock.
        left: declarations without a verdict.
        cpu_s: processor time of the share.
    """

    waits: list[float]
    exchanges: list[float]
    odd: Counter[str]
    last: float
    open: dict[int, int]
    left: int
    cpu_s: float


class Share:
    """Terminals of one process.

    Args:
        setup: which.
    """

    def __init__(self, setup: Setup) -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
        self._tally = Tally()
        self._cpu_before = 0.0
        around = of_this_machine()
        self._terminals = [
            Terminal(
                enrolled,
                number,
                setup.directory / enrolled.identity.terminal,
                setup.place,
                around=around,
                tally=lambda: self._tally,
            )
            for number, enrolled in enumerate(setup.enrolled, setup.first)
        ]
        # Thousands of terminals stay as long as the process: collecting should not look at each again and again.
        gc.collect()
        gc.freeze()

    def start(self) -> None:
        """Start the couriers, a few at a time: each asks for the caisse's keys first."""
        room = threading.Semaphore(_AT_ONCE)
        for terminal in self._terminals:
            room.acquire()
            terminal.begin(0.0, _LINGER_S, room.release)
        for _ in range(_AT_ONCE):
            room.acquire()

    def live(self, begin_at: float, per_s: float, seconds: float, patience_s: float) -> Went:
        """File at a steady rate, whatever the verdicts do, and wait for all of them.

        Args:
            begin_at: monotonic seconds.
            per_s: declarations a second.
            seconds: for so long.
            patience_s: how long to wait for verdicts afterwards.
        """
        self._tally, self._cpu_before = Tally(), time.process_time()
        count = round(per_s * seconds)
        filers = [
            threading.Thread(target=self._file, args=(first, range(first, count, _FILERS), begin_at, per_s))
            for first in range(_FILERS)
        ]
        with self._swept() as open_by_second:
            for filer in filers:
                filer.start()
            for filer in filers:
                filer.join()
            self._wait(patience_s)
        return self._went(open_by_second)

    def stop(self) -> None:
        """End the couriers."""
        for terminal in self._terminals:
            terminal.end()

    def queue(self, each: int) -> None:
        """File so many at each terminal, while nothing delivers."""
        self._tally = Tally()
        for _ in range(each):
            for terminal in self._terminals:
                terminal.file(time.monotonic())

    def come_back(self, begin_at: float, spread_s: float, patience_s: float) -> Went:
        """Start every courier at once, as after an outage of a whole region, and wait until all is delivered.

        Args:
            begin_at: monotonic seconds; waits count from there.
            spread_s: the setting ``spread``.
            patience_s: how long to wait.
        """
        self._tally, self._cpu_before = Tally(), time.process_time()
        with self._swept() as open_by_second:
            _sleep_until(begin_at)
            for terminal in self._terminals:
                terminal.waiting.restart(begin_at)
                terminal.begin(spread_s, 0.0, lambda: None)
            self._wait(patience_s)
        return self._went(open_by_second)

    def sent(self) -> list[Sent]:
        """All that was ever kept."""
        return [one for terminal in self._terminals for one in terminal.sent]

    def close(self) -> None:
        """Let go of everything."""
        for terminal in self._terminals:
            terminal.close()

    def _file(self, filer: int, turns: range, begin_at: float, per_s: float) -> None:
        for terminal, turn in zip(cycle(self._terminals[filer::_FILERS]), turns, strict=False):
            due = begin_at + turn / per_s
            _sleep_until(due)
            terminal.file(due)

    def _wait(self, patience_s: float) -> None:
        until = time.monotonic() + patience_s
        while any(len(terminal.waiting) for terminal in self._terminals) and time.monotonic() < until:
            time.sleep(_TICK_S)

    @contextmanager
    def _swept(self) -> Iterator[dict[int, int]]:
        """Meanwhile connections are let go of and counted."""
        over = threading.Event()
        counted: dict[int, int] = {}

        def sweep() -> None:
            while not over.wait(_TICK_S):
                now = time.monotonic()
                for terminal in self._terminals:
                    terminal.sweep(now)
                counted[int(now)] = sum(terminal.connected for terminal in self._terminals)

        sweeper = threading.Thread(target=sweep)
        sweeper.start()
        try:
            yield counted
        finally:
            over.set()
            sweeper.join()

    def _went(self, open_by_second: dict[int, int]) -> Went:
        tally = self._tally
        left = sum(len(terminal.waiting) for terminal in self._terminals)
        cpu_s = time.process_time() - self._cpu_before
        return Went(tally.waits, tally.exchanges, tally.odd, tally.last, open_by_second, left, cpu_s)


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
