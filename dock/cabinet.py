"""The cabinet that a run imitates: its screen in pixels and in millimetres (``config/models``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

_CONFIG = Path(__file__).resolve().parents[1] / "config"
MODELS = _CONFIG / "models"
KEYBOARDS = _CONFIG / "keyboards"


@dataclass(frozen=True)
class Cabinet:
    """Size of the screen."""

    name: str
    width_px: int
    height_px: int
    width_mm: float
    height_mm: float

    def to_mm(self, x_px: float, y_px: float) -> tuple[float, float]:
        """A place on the screen, from its top left corner."""
        return x_px * self.width_mm / self.width_px, y_px * self.height_mm / self.height_px

    def to_px(self, x_mm: float, y_mm: float) -> tuple[float, float]:
        """The reverse of ``to_mm``."""
        return x_mm * self.width_px / self.width_mm, y_mm * self.height_px / self.height_mm

    def within(self, width_px: int, height_px: int) -> Cabinet:
        """The same cabinet in fewer pixels, when it does not fit in so many: a millimetre shrinks with them."""
        share = min(1.0, width_px / self.width_px, height_px / self.height_px)
        return replace(self, width_px=round(self.width_px * share), height_px=round(self.height_px * share))

    def write_model(self, directory: Path) -> None:
        """Write the model's file into a directory, with this cabinet's pixels."""
        text = (MODELS / f"{self.name}.toml").read_text("utf-8")
        for key, value in (("width_px", self.width_px), ("height_px", self.height_px)):
            text = re.sub(rf"^{key} = \d+$", f"{key} = {value}", text, flags=re.MULTILINE)
        directory.mkdir(exist_ok=True)
        (directory / f"{self.name}.toml").write_text(text, "utf-8")


def cabinet(name: str) -> Cabinet:
    """Read ``config/models/NAME.toml``.

    Raises:
        FileNotFoundError: there is no such model.
    """
    model = tomllib.loads((MODELS / f"{name}.toml").read_text("utf-8"))
    return Cabinet(name, **model["screen"])
