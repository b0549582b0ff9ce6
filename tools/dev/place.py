"""Where the repository is, and what every Qt process of a developer's run is given."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SOFTWARE_QT = {"QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}
"""The rendering of the terminal itself: no GPU (docs of the décision in architecture, « Qt Quick »)."""
