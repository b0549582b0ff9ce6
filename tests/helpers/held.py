"""What a value holds, to the last field: for tests that look for personal data where none may be."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Mapping


def texts_in(value: object) -> Iterator[str]:
    """Every text inside a value: dataclass fields, containers, enums, bytes."""
    match value:
        case str():
            yield value
        case bytes():
            yield value.decode("latin-1")
        case Mapping():
            for key, inner in value.items():
                yield from texts_in(key)
                yield from texts_in(inner)
        case list() | tuple() | set() | frozenset():
            for inner in value:
                yield from texts_in(inner)
        case _ if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield from texts_in(getattr(value, field.name))
        case _:
            return


def hashable(value: object) -> Hashable:
    """The same for equal values, to look them up by: mappings have no hash of their own."""
    match value:
        case Mapping():
            return frozenset((key, hashable(inner)) for key, inner in value.items())
        case _ if dataclasses.is_dataclass(value):
            fields = dataclasses.fields(value)
            return type(value), *(hashable(getattr(value, field.name)) for field in fields)
        case Hashable():
            return value
        case _:
            raise TypeError(f"no way to look up a {type(value).__name__}")
