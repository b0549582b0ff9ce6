"""What a terminal sealed: a declaration, or what a technician did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from teleservices.wire.declarations import Declaration
from teleservices.wire.maintenance import NUMBER_DIGITS, MaintenanceRecord, Way


@dataclass(frozen=True)
class Alien:
    """It names a kind, or something of a known kind, that this caisse has never heard of."""


@dataclass(frozen=True)
class _Kind:
    """What tells records from declarations, which name no kind."""

    kind: str = ""


_KIND: Final = TypeAdapter(_Kind)
_DECLARATION: Final = TypeAdapter(Declaration)
_RECORD: Final = TypeAdapter(MaintenanceRecord)
_NUMBER: Final = re.compile(f"([0-9]{{{NUMBER_DIGITS}}})?")
_USER: Final = re.compile(r"[!-~]{1,64}")
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,47}")


def read_content(content: bytes) -> Declaration | MaintenanceRecord | Alien | None:
    """Read what was in an envelope.

    Args:
        content: without its padding.

    Returns:
        what it is; None for what is nothing of the kind.
    """
    try:
        if not _KIND.validate_json(content, strict=True).kind:
            return _DECLARATION.validate_json(content, strict=True)
    except ValidationError:
        return None
    try:
        record = _RECORD.validate_json(content, strict=True)
    except ValidationError:
        return Alien()
    return record if _holds(record) else None


def _holds(record: MaintenanceRecord) -> bool:
    """Whether a record says who and how in the words that it may use: nothing else enters the trail."""
    whose = _USER if record.way is Way.SHELL else _NUMBER
    return whose.fullmatch(record.technician) is not None and _WORD.fullmatch(record.outcome) is not None
