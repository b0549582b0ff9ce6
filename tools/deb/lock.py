"""``requirements.lock``, cut down to what one product needs.

Each entry names what asked for it (``# via``): the way from a product's own imports down to the last library is in the
lock itself, and nothing has to be resolved again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A distribution of the lock.

    Attributes:
        name: as in the lock, in lower case with hyphens.
        requirement: its lines for pip, hashes and marker with them.
        via: who asked for it, the project itself left out.
    """

    name: str
    requirement: str
    via: frozenset[str]


def read_lock(text: str) -> tuple[Entry, ...]:
    """The entries of a lock.

    Args:
        text: what ``uv pip compile --generate-hashes`` wrote.

    Raises:
        ValueError: it is no such thing.
    """
    entries = tuple(_entry(block) for block in re.split(r"\n(?=[a-z0-9])", text.strip()))
    if not entries:
        raise ValueError("an empty lock")
    return entries


def closure(entries: Iterable[Entry], roots: Collection[str], *, without: Collection[str]) -> tuple[Entry, ...]:
    """What some distributions need, themselves included, in the lock's order.

    Args:
        entries: of the whole lock; a name may come twice, with two markers.
        roots: names of what is asked for.
        without: names that are left out with whatever they alone need.

    Raises:
        ValueError: a name of ``roots`` or ``without`` is not in the lock.
    """
    known = tuple(entries)
    names = {one.name for one in known}
    if strangers := {*roots, *without} - names:
        raise ValueError(f"not in the lock: {', '.join(sorted(strangers))}")
    wanted = set(roots)
    while added := {one.name for one in known if one.name not in wanted and one.via & wanted} - set(without):
        wanted |= added
    return tuple(one for one in known if one.name in wanted)


def requirements(entries: Iterable[Entry]) -> str:
    """The text of a requirements file."""
    return "".join(f"{one.requirement}\n" for one in entries)


def _entry(block: str) -> Entry:
    named = re.match(r"([a-z0-9-]+)==", block)
    if named is None:
        raise ValueError(f"no entry of a lock: {block.splitlines()[0]}")
    asked, _, origin = block.partition("\n    # via")
    return Entry(named[1], asked, frozenset(_askers(origin)))


def _askers(origin: str) -> Iterator[str]:
    for line in origin.splitlines():
        name = line.strip().removeprefix("#").strip()
        if name and not name.startswith("borne-multiservices"):
            yield name
