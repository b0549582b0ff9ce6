"""The fleet's processes: each holds a share and does what it is told, all at the same time."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Final, Self, TypeVar

from tools.soak.share import Setup, Share

T = TypeVar("T")

_held: Final[list[Share]] = []
"""The share of this process."""


class Hands:
    """One process for each share; usable in a ``with``.

    Args:
        setups: of the shares.
    """

    def __init__(self, setups: Sequence[Setup]) -> None:
        fresh = multiprocessing.get_context("spawn")
        self._processes = [ProcessPoolExecutor(1, fresh, _hold, (setup,)) for setup in setups]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.all(Share.close)
        for process in self._processes:
            process.shutdown()

    def all(self, work: Callable[[Share], T]) -> list[T]:
        """Have every share do something; gives what came out, share by share.

        Args:
            work: a function of a module, or a ``partial`` of one.
        """
        under_way = [process.submit(partial(_do, work)) for process in self._processes]
        return [one.result() for one in under_way]


def _hold(setup: Setup) -> None:
    _held.append(Share(setup))


def _do(work: Callable[[Share], T]) -> T:
    return work(_held[0])
