"""What the accounts of invented people have in common."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

from caisse.handlers.hashing import HASHER

JOINED: Final = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
"""When they followed the link to their address."""
EVERYBODY_S: Final = "Bruyere-2024"
"""The password of all invented people beside the cast: one hash, made once, serves a million of them."""


@cache
def demo_hash(secret: str) -> str:
    """The hash of an invented secret, the same for all who share it in this run."""
    return HASHER.hash(secret)
