"""Session and screens know kinds of téléservices, never one of them: another is one file of the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from teleservices.catalogue import CATALOGUE

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk/session", "kiosk/ui")
# « messages » is a word as well: a kind of content that the account shows.
IDS = {entry.id for entry in CATALOGUE if "_" in entry.id}


def texts(source: str) -> Iterator[str]:
    """The texts of a module, and the words that QML quotes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def named(file: Path) -> set[str]:
    source = file.read_text("utf-8")
    found = set(texts(source)) if file.suffix == ".py" else set(re.findall(r'"([^"\n]*)"', source))
    return IDS & found


def test_the_search_finds_what_it_looks_for() -> None:
    assert named(ROOT / "teleservices/catalogue/address_change.py") == {"address_change"}


def test_none_is_named() -> None:
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*") if file.suffix in {".py", ".qml"}]
    assert len(files) > 100
    assert {str(file.relative_to(ROOT)): found for file in files if (found := named(file))} == {}
