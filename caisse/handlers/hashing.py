"""Argon2id, the one slow computation of the caisse: never inside a transaction, a few at a time, fair per terminal."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from caisse.handlers.figures import HashingFigures
from caisse.handlers.turns import Turns

HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""m = 19 MiB, t = 2, p = 1 (architecture.md)."""


class Hashing:
    """Makes and checks hashes of passwords; safe to use from any thread.

    Args:
        figures: how much of the machine it may have.
        hasher: another one in the tests.
    """

    def __init__(self, figures: HashingFigures, hasher: PasswordHasher = HASHER) -> None:
        self._hasher = hasher
        self._turns = Turns(figures.at_once, figures.waiting_per_terminal, figures.waiting)
        # What an account that does not exist, or has no password, is compared with: nothing typed matches it.
        self._nobody = hasher.hash(secrets.token_urlsafe())

    @contextmanager
    def admitted(self, place: str) -> Iterator[Hasher]:
        """A place in the queue, taken before anything else is done for a request.

        Args:
            place: the terminal, or the page, that the request comes from.

        Raises:
            CrowdedError: there is no room; nothing was done.
        """
        with self._turns.admitted(place):
            yield Hasher(self._hasher, self._turns, place, self._nobody)


class Hasher:
    """What ``Hashing.admitted`` gives: as many computations as one request needs."""

    def __init__(self, hasher: PasswordHasher, turns: Turns, place: str, nobody: str) -> None:
        self._hasher = hasher
        self._turns = turns
        self._place = place
        self._nobody = nobody

    def matches(self, password_hash: str | None, secret: str) -> bool:
        """Whether a secret, exactly as typed, is the one that was hashed.

        Args:
            password_hash: as ``hashed`` made it; None is never matched, and costs the same work.
            secret: as typed.
        """
        with self._turns.turn(self._place):
            try:
                self._hasher.verify(self._nobody if password_hash is None else password_hash, secret)
            except VerifyMismatchError:
                return False
        return password_hash is not None

    def hashed(self, secret: str) -> str:
        """The hash to keep, a PHC string with its own salt."""
        with self._turns.turn(self._place):
            return self._hasher.hash(secret)
