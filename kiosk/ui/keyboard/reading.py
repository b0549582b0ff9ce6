"""Reads the layouts, once, at the start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from kiosk.ui.keyboard.layout import Layout, LayoutError, layout
from teleservices.alphabets import ALPHABETS, Alphabet, FieldKind

Layouts = Mapping[FieldKind, Layout]
"""One keyboard per kind of field."""


def read_layouts(directory: Path) -> Layouts:
    """Read ``password.toml`` and the others: one file per kind of field.

    Args:
        directory: like ``config/keyboards``.

    Raises:
        LayoutError: with the file, the key and what is wrong, in French.
    """
    return {kind: _read(directory / f"{kind.value}.toml", alphabet) for kind, alphabet in ALPHABETS.items()}


def _read(file: Path, alphabet: Alphabet) -> Layout:
    try:
        tree = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as fault:
        raise LayoutError(f"{file} : fichier introuvable") from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LayoutError(f"{file} : fichier illisible") from fault
    try:
        _refuse_unknown(tree)
        return layout(_rows(tree, "rows"), _rows(tree, "accents"), alphabet)
    except LayoutError as fault:
        raise LayoutError(f"{file} : {fault}") from fault


def _refuse_unknown(tree: Mapping[str, object]) -> None:
    unknown = sorted(tree.keys() - {"rows", "accents"})
    if unknown:
        raise LayoutError(f"{unknown[0]} : inconnu")


def _rows(tree: Mapping[str, object], name: str) -> list[str]:
    rows = tree.get(name, [])
    if not isinstance(rows, list):
        raise LayoutError(f"{name} : une liste de rangées est attendue")
    texts = [row for row in rows if isinstance(row, str)]
    if len(texts) != len(rows):
        raise LayoutError(f"{name} : une liste de rangées est attendue")
    return texts
