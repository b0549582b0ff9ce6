"""One round over the messages that wait in a table: what comes before and after each try, whoever makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from caisse.store.store import Store
from caisse.store.waiting import Waiting


@dataclass(frozen=True, repr=False)
class Reserved:
    """A message reserved for a try.

    Attributes:
        name: the row's id.
        number: which try this is, from 1.
    """

    name: str
    sealed: bytes
    number: int


@dataclass(frozen=True)
class Carrying:
    """What couriers share; used from one thread.

    Attributes:
        store: where the messages wait.
        waiting: their table.
        now: the clock.
        given_up: told how many waited too long, when there are some.
    """

    store: Store
    waiting: Waiting
    now: Callable[[], datetime]
    given_up: Callable[[int], None]

    def round(self) -> Iterator[Reserved]:
        """Give up what is too old; then the messages that are due, each reserved just before it is given.

        Raises:
            StoreBusyError: the database is away; nothing is lost.
        """
        at = self.now()
        if not self.store.read(lambda connection: self.waiting.anything(connection, at)):
            return
        lost = self.store.write(lambda connection: self.waiting.give_up(connection, at))
        if lost:
            self.given_up(lost)
        for name in self.store.read(lambda connection: self.waiting.due(connection, at)):
            taken = self.store.write(partial(self.waiting.take, name=name, now=self.now()))
            if taken is not None:
                yield Reserved(name, *taken)

    def forget(self, name: str) -> None:
        """Erase a message: it has left, or never will."""
        self.store.write(lambda connection: self.waiting.forget(connection, name))
