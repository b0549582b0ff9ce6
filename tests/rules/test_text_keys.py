"""Every sentence of the catalogue is said somewhere: a key that no code names is a sentence nobody will ever read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PRODUCTS = ("kiosk", "caisse", "teleservices", "config")


def keys(root: Path) -> set[str]:
    found = set()
    for catalogue in (root / "teleservices/texts/fr").glob("*.po"):
        found |= set(re.findall(r'^msgid "(.+)"$', catalogue.read_text("utf-8"), re.MULTILINE))
    return found


def patterns(tree: ast.AST) -> Iterator[str]:
    """Regular expressions of what the strings of a module can be."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in node.values]
            if any(isinstance(part, ast.Constant) and "." in str(part.value) for part in node.values):
                yield "".join(parts)


def test_every_key_is_named_by_the_code(tracked: list[Path], root: Path) -> None:
    said = {
        pattern
        for path in tracked
        if path.suffix == ".py" and path.relative_to(root).parts[0] in PRODUCTS
        for pattern in patterns(ast.parse(path.read_text("utf-8")))
    }
    said |= {
        re.escape(key)
        for path in tracked
        if path.suffix == ".html" and path.relative_to(root).parts[0] in PRODUCTS
        for key in re.findall(r"""\bt\(["']([^"']+)["']""", path.read_text("utf-8"))
    }
    literal = {pattern for pattern in said if ".+" not in pattern}
    built = [re.compile(pattern) for pattern in said - literal]
    wanted = keys(root)
    assert wanted
    unsaid = [key for key in wanted if re.escape(key) not in literal and not any(p.fullmatch(key) for p in built)]
    assert sorted(unsaid) == []
