"""A write that waits for its turn in a group."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Generic, Self, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")


class Caught:
    """Keeps the exception of a ``with`` block instead of letting it go on."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if isinstance(error, Exception):
            self.error = error
            return True
        return False


class Job(Generic[T]):
    """One caller's work and the answer it waits for.

    Args:
        work: touches nothing but the database.
    """

    def __init__(self, work: Callable[[Connection], T]) -> None:
        self._work = work
        self._answer: Future[T] = Future()
        self._tell: Callable[[], None] | None = None

    def run(self, connection: Connection) -> None:
        """Do the work, if somebody still waits for it; nothing is told before ``tell``. May be called again.

        Raises:
            Exception: what the work raises; the group's transaction is then worth nothing.
        """
        if self._begins():
            result = self._work(connection)
            self._tell = lambda: self._answer.set_result(result)

    def tell(self) -> None:
        """The group is durable: let the caller know what came out."""
        if self._tell is not None:
            self._tell()

    def fail(self, error: BaseException) -> None:
        """The work, or the whole group, was lost: let the caller know, if it still waits."""
        if self._begins():
            self._answer.set_exception(error)

    def wait(self, seconds: float) -> T:
        """What the work returned.

        Raises:
            TimeoutError: the work had not begun after so many seconds, and now never will.
        """
        try:
            return self._answer.result(seconds)
        except TimeoutError:
            if self._answer.cancel():
                raise
            return self._answer.result()

    def _begins(self) -> bool:
        """Whether somebody waits; from now on they wait until they are told."""
        return self._answer.running() or (not self._answer.done() and self._answer.set_running_or_notify_cancel())
