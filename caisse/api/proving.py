"""Proving a password: admission, the count, the hash, the verdict, in this order; the hash outside any transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from caisse.handlers.accounts import Account
from caisse.handlers.circumstances import Circumstances
from caisse.handlers.passwords import begin_proof, end_proof
from caisse.handlers.refusal import Refusal
from caisse.parts import Parts
from teleservices.nir import Nir

T = TypeVar("T")


def with_password(
    parts: Parts,
    nir: Nir,
    terminal: str,
    typed: str,
    then: Callable[[Connection, Account, Circumstances], T | Refusal],
) -> T | Refusal:
    """Do something for whoever knows the password of an account.

    Args:
        parts: the caisse's surroundings.
        nir: whose, whether the caisse knows them or not.
        terminal: where it was typed.
        typed: the password, exactly as typed.
        then: what to do once it is right, inside the same write as the verdict.

    Returns:
        what ``then`` gives; ``LOCKED`` or ``CREDENTIALS``.

    Raises:
        CrowdedError: too many are waiting; nothing was counted.
    """
    with parts.hashing.admitted(terminal) as hasher:
        at = parts.circumstances()
        begun = parts.store.write(lambda connection: begin_proof(connection, nir, terminal, at))
        if isinstance(begun, Refusal):
            return begun
        fits = hasher.matches(begun.password_hash, typed)

        def settle(connection: Connection) -> T | Refusal:
            account = end_proof(connection, begun, at, fits=fits)
            return account if isinstance(account, Refusal) else then(connection, account, at)

        return parts.store.write(settle)
