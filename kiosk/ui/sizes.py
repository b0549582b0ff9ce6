"""The cabinet's screen in pixels and millimetres: what every size on the screen is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Slot(StrEnum):
    """Where the card slot is, seen by the person facing the screen."""

    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"


@dataclass(frozen=True)
class Cabinet:
    """A model of terminal, as one file of ``config/models`` describes it.

    Args:
        name: ``borne-21p``.
        width_px, height_px: the picture, once turned as it stands in the cabinet.
        width_mm, height_mm: the lit surface.
        slot: where drawings point when they speak of the card.

    Raises:
        ValueError: a size is not positive, or pixels are not square (a wrong measure, or one size turned alone).
    """

    name: str
    width_px: int
    height_px: int
    width_mm: float
    height_mm: float
    slot: Slot = Slot.RIGHT

    def __post_init__(self) -> None:
        if min(self.width_px, self.height_px, self.width_mm, self.height_mm) <= 0:
            raise ValueError(f"{self.name}: sizes must be positive")
        if abs(self.width_px / self.width_mm * self.height_mm / self.height_px - 1) > 0.02:
            raise ValueError(f"{self.name}: pixels are not square; check width and height in mm")

    @property
    def px_per_mm(self) -> float:
        """Pixels in one millimetre of the lit surface."""
        return self.width_px / self.width_mm
