"""Proving a technician's code, in the order of ``caisse.api.proving``: admission, the count, the hash, the verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from caisse.handlers.circumstances import Circumstances
from caisse.handlers.refusal import Refusal
from caisse.handlers.technician_entry import Technician, begin_entry, end_entry
from caisse.parts import Parts

T = TypeVar("T")


def with_code(
    parts: Parts,
    number: str,
    typed: str,
    place: str,
    then: Callable[[Connection, Technician, Circumstances], T],
) -> T | Refusal:
    """Do something for the technician who has a number and knows its code.

    Args:
        parts: the caisse's surroundings.
        number: whose, whether the caisse knows them or not.
        typed: the code, as typed.
        place: the terminal where it was typed, or ``technician_entry.PLACE``.
        then: what to do once it is right, inside the same write as the verdict.

    Returns:
        what ``then`` gives; ``LOCKED`` or ``CREDENTIALS``.

    Raises:
        CrowdedError: too many are waiting; nothing was counted.
    """
    with parts.hashing.admitted(place) as hasher:
        at = parts.circumstances()
        begun = parts.store.write(lambda connection: begin_entry(connection, number, place, at))
        if isinstance(begun, Refusal):
            return begun
        fits = hasher.matches(begun.code_hash, typed)

        def settle(connection: Connection) -> T | Refusal:
            found = end_entry(connection, begun, at, fits=fits)
            return found if isinstance(found, Refusal) else then(connection, found, at)

        return parts.store.write(settle)
