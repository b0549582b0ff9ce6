"""A test that cannot fail proves nothing."""

from __future__ import annotations

import ast
from pathlib import Path

RAISING = {"raises", "warns", "fail", "waitUntil"}
PLACES = {"tests", "dock"}
"""The dock's visitor raises when it does not see what a test expects of the screen."""


def functions(tracked: list[Path], root: Path) -> dict[str, list[ast.FunctionDef]]:
    """Every function of the tests, and of what they act through, by name."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for path in tracked:
        if path.suffix == ".py" and path.relative_to(root).parts[0] in PLACES:
            for node in ast.walk(ast.parse(path.read_text("utf-8"), filename=str(path))):
                if isinstance(node, ast.FunctionDef):
                    found.setdefault(node.name, []).append(node)
    return found


def called(function: ast.FunctionDef) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    names.add(name)
    return names


def asserts(function: ast.FunctionDef) -> bool:
    return bool(called(function) & (RAISING | {"assert_never"})) or any(
        isinstance(node, ast.Assert | ast.Raise) for node in ast.walk(function)
    )


def test_every_test_can_fail(tracked: list[Path], root: Path) -> None:
    known = functions(tracked, root)
    failing = {name for name, same in known.items() if any(asserts(function) for function in same)}
    while more := {name for name, same in known.items() if any(called(f) & failing for f in same)} - failing:
        failing |= more
    tests = {name for name in known if name.startswith("test_")}
    assert len(tests) > 50
    assert sorted(tests - failing) == []
