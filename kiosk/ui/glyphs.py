"""The icons, read from their SVG files as one path each: QML tints and sizes a path, and no image is ever loaded."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

QML_IMPORT_NAME = "Borne.Bridge"
QML_IMPORT_MAJOR_VERSION = 1

ICONS = Path(__file__).parent / "icons"
_PATH = re.compile(r'<path d="([^"]+)"/>')


@cache
def glyph_path(name: str) -> str:
    """The outline of the icon ``name`` (``back``), in Material's 960-unit square, y from −960 to 0.

    An empty or unknown name gives an empty outline: a missing icon never costs a person their screen
    (tests check that every icon named in our code exists).
    """
    file = ICONS / f"{name}.svg"
    if not name.replace("-", "").isalpha() or not file.is_file():
        return ""
    return " ".join(_PATH.findall(file.read_text(encoding="ascii")))


@QmlElement
@QmlSingleton
class Glyphs(QObject):
    """QML's door to ``glyph_path``."""

    @Slot(str, result=str)
    def path(self, name: str) -> str:
        """See ``glyph_path``."""
        return glyph_path(name)
