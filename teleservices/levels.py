"""What a person has proved."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Levels of teleservices.md, weakest first."""

    NONE = "none"
    CARD = "card"
    CODE = "code"

    def reaches(self, needed: Level) -> bool:
        """Whether a person at this level may use what asks for ``needed``."""
        order = tuple(Level)
        return order.index(self) >= order.index(needed)
