"""What OpenAPI says of a door whose body FastAPI does not read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """The additions of one door.

    Attributes:
        operation: merged into the operation.
        responses: beside the problems, by status.
    """

    operation: dict[str, Any] = field(default_factory=dict)
    responses: dict[int | str, dict[str, Any]] = field(default_factory=dict)


def json_of(kind: TypeAdapter[T]) -> dict[str, Any]:
    """The ``content`` of a body or an answer in JSON, with nothing to look up elsewhere."""
    schema = kind.json_schema()
    definitions = schema.pop("$defs", {})
    return {"application/json": {"schema": _inlined(schema, definitions)}}


def _inlined(part: object, definitions: dict[str, Any]) -> object:
    if isinstance(part, dict):
        if "$ref" in part:
            return _inlined(definitions[part["$ref"].rpartition("/")[2]], definitions)
        return {name: _inlined(value, definitions) for name, value in part.items()}
    if isinstance(part, list):
        return [_inlined(value, definitions) for value in part]
    return part
