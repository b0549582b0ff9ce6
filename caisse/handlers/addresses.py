"""Where people live, as they declared it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from caisse.store.alone import alone
from caisse.store.declaration_schema import ADDRESS

# Written once: to put a statement together costs more than to run it.
_OF: Final = select(ADDRESS).where(ADDRESS.c.person_id.in_(bindparam("people", expanding=True)))
_FIRST: Final = insert(ADDRESS)
_NEXT: Final = update(ADDRESS).where(ADDRESS.c.person_id == bindparam("whose"))


@dataclass(frozen=True, repr=False)
class KnownAddress:
    """An address on file.

    Attributes:
        lines: as on an envelope, without the name.
        filed_at: UTC, when it was declared; None for one from before the terminals.
    """

    lines: tuple[str, ...]
    filed_at: datetime | None


def addresses(connection: Connection, people: Iterable[int]) -> Mapping[int, KnownAddress]:
    """The addresses on file of some people, by their id of ours; who has none is absent."""
    rows = connection.execute(_OF, {"people": tuple(people)})
    return {row.person_id: KnownAddress(tuple(row.lines.split("\n")), row.filed_at) for row in rows}


def move(connection: Connection, person_id: int, lines: tuple[str, ...], filed_at: datetime) -> bool:
    """Put an address on file, unless the person declared another one later.

    Args:
        connection: inside a write; whoever moves several people in one takes them in the order of their ids.
        person_id: who moves.
        lines: as on an envelope, without the name; none is empty.
        filed_at: UTC, when this was declared, whenever it arrived.

    Returns:
        whether it is the one in force.
    """
    # An ayant droit of two insured may be moved by both at the same instant.
    alone(connection, sha256(f"address {person_id}".encode()).digest())
    known = addresses(connection, (person_id,)).get(person_id)
    values = {"lines": "\n".join(lines), "filed_at": filed_at}
    if known is None:
        connection.execute(_FIRST, {"person_id": person_id, **values})
        return True
    if known.filed_at is not None and known.filed_at > filed_at:
        return False
    connection.execute(_NEXT, {"whose": person_id, **values})
    return True
