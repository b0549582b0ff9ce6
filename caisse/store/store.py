"""What the rest of the caisse sees of its database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class StoreBusyError(Exception):
    """The database did not take the work in time, or is away. Nothing was changed; the same may be asked again."""


class Store(Protocol):
    """A database; safe to use from any thread."""

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on one consistent view of the data and give what it returns.

        Raises:
            StoreBusyError: see there. What ``work`` raises comes through.
        """
        ...

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` in one transaction and give what it returns, once that is durable.

        ``work`` must touch nothing but the database. When it raises, none of its changes stay.

        Raises:
            StoreBusyError: see there. What ``work`` raises comes through.
        """
        ...

    def close(self) -> None:
        """Let go of every connection; waits for what is being written."""
        ...
