"""Pictures of every sample screen: ``python -m tools.gallery OUT [--cabinet borne-15p] [--scale 2] [--contrast]``.

For whoever changes the screens: nothing replaces looking at them. Also writes ``sheet.png``, all of them side by side.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtTest import QTest

from kiosk.ui.runtime import build_window

_ROOT = Path(__file__).parent.parent
_SETTLE_MS = 400
_WIDTH, _SPACE = 400, 12


def main() -> None:
    """Read the arguments, show, photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cabinet", default="borne-21p")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--contrast", action="store_true")
    chosen = parser.parse_args()
    photograph(chosen.out, chosen.cabinet, chosen.scale, contrasted=chosen.contrast)


def photograph(out: Path, cabinet_name: str, scale: float, *, contrasted: bool) -> None:
    """Write one picture per sample screen, and the sheet."""
    sys.path.insert(0, str(_ROOT / "tests" / "helpers"))
    from declaration_samples import PLACES
    from screen_samples import SAMPLES
    from window_stand import CABINETS, LAYOUTS

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    cabinet = next(one for one in CABINETS if one.name == cabinet_name)
    window = build_window(cabinet, LAYOUTS, lambda _: None, _complain, suggest=PLACES.suggest)
    window.set_appearance(scale, contrasted=contrasted)
    pictures = []
    for place, screen in enumerate(SAMPLES):
        window.show_screen(screen)
        QTest.qWait(_SETTLE_MS)
        picture = out / f"{place:02}-{screen.id}.png"
        window.window.grabWindow().save(str(picture))
        pictures.append(picture)
    window.dispose()
    sheet(pictures, columns=6).save(out / "sheet.png")


def _complain(severity: str, text: str) -> None:
    sys.stderr.write(f"{severity}: {text}\n")


def sheet(pictures: list[Path], columns: int) -> Image.Image:
    """All ``pictures`` on one, ``columns`` in a row."""
    small: list[Image.Image] = []
    for path in pictures:
        with Image.open(path) as picture:
            small.append(picture.convert("RGB").resize((_WIDTH, round(picture.height * _WIDTH / picture.width))))
    height = small[0].height + _SPACE
    rows = -(-len(small) // columns)
    whole = Image.new("RGB", (columns * (_WIDTH + _SPACE) + _SPACE, rows * height + _SPACE), (96, 96, 96))
    for place, drawn in enumerate(small):
        whole.paste(drawn, (_SPACE + place % columns * (_WIDTH + _SPACE), _SPACE + place // columns * height))
    return whole


if __name__ == "__main__":
    main()
