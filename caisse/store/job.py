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
        """Do the work in a savepoint of the group's transaction; nothing is told before ``tell``."""
        if not self._answer.set_running_or_notify_cancel():
            return
        with Caught() as caught, connection.begin_nested():
            result = self._work(connection)
            self._tell = lambda: self._answer.set_result(result)
        if caught.error is not None:
            error = caught.error
            self._tell = lambda: self._answer.set_exception(error)

    def tell(self) -> None:
        """The group is durable: let the caller know what came out."""
        if self._tell is not None:
            self._tell()

    def fail(self, error: BaseException) -> None:
        """The group was lost: let the caller know, if it still waits."""
        if self._answer.running() or (not self._answer.done() and self._answer.set_running_or_notify_cancel()):
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
