"""docs/escapes.md: one line per attempt, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = re.findall(r"^\| (ESC-\d\d) \|(.*)$", (ROOT / "docs/escapes.md").read_text("utf-8"), re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
FILES = re.compile(r"`tests/")
NOT_BY_SOFTWARE = {"ESC-21"}


def test_every_attempt_has_its_line() -> None:
    assert [attempt for attempt, _ in ROWS] == [f"ESC-{number:02d}" for number in range(1, 26)]


@pytest.mark.parametrize(("attempt", "line"), ROWS, ids=[attempt for attempt, _ in ROWS])
def test_its_tests_exist(attempt: str, line: str) -> None:
    named = NAMED.findall(line)
    assert named or attempt in NOT_BY_SOFTWARE
    assert len(named) == len(FILES.findall(line)), "a whole file is nobody's proof"
    for file, test in named:
        functions = {
            node.name
            for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }
        assert test in functions, f"{file}::{test}"
