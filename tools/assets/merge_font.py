"""Join the latin and latin-ext files of one weight into one WOFF2: ``merge_font.py LATIN LATIN_EXT OUT``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont


def merge(latin: Path, latin_ext: Path, out: Path) -> None:
    """Write ``out`` with the glyphs of both files; metrics and names are those of ``latin``."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for path in (latin, latin_ext):
            font = TTFont(path)
            font.flavor = None
            part = Path(folder, path.stem + ".ttf")
            font.save(part)
            parts.append(str(part))
        merged = Merger().merge(parts)
        merged.flavor = "woff2"
        merged.save(out)


if __name__ == "__main__":
    merge(*(Path(argument) for argument in sys.argv[1:]))
