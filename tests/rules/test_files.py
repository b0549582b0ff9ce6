"""House rules that can be read off the files themselves."""

from __future__ import annotations

import re
from pathlib import Path

LONGEST = 400
UNFINISHED = re.compile(
    r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + r"Error|pytest\.mark\.(?:skip|xfail)"
)
SILENCED = re.compile(r"#\s*(?:no" + r"qa|type:\s*ig" + r"nore)")


def lines_that(pattern: re.Pattern[str], files: list[Path], root: Path) -> list[str]:
    return [
        f"{file.relative_to(root)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def code(tracked: list[Path]) -> list[Path]:
    return [path for path in tracked if path.suffix in (".py", ".qml", ".sh")]


def test_no_file_is_too_long_to_know_where_to_look(tracked: list[Path], root: Path) -> None:
    lengths = {path.relative_to(root): len(path.read_text("utf-8").splitlines()) for path in code(tracked)}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_nothing_is_left_unfinished(tracked: list[Path], root: Path) -> None:
    assert lines_that(UNFINISHED, code(tracked), root) == []


def test_no_linter_is_silenced(tracked: list[Path], root: Path) -> None:
    assert lines_that(SILENCED, code(tracked), root) == []


def test_the_products_wait_on_events_and_never_sleep(tracked: list[Path], root: Path) -> None:
    products = [
        path for path in code(tracked) if path.relative_to(root).parts[0] in ("kiosk", "caisse", "teleservices")
    ]
    assert lines_that(re.compile(r"\bsleep\("), products, root) == []


def test_no_thread_of_qt_does_our_work(tracked: list[Path], root: Path) -> None:
    assert lines_that(re.compile(r"\(QThread\)"), code(tracked), root) == []


def test_no_invented_person_has_a_number_that_rings(root: Path) -> None:
    """ARCEP's range for fiction: 06 39 98 00 00 to 06 39 98 99 99."""
    mobiles = re.findall(r'mobile = "(\d+)"', (root / "config/demo/cast.toml").read_text("utf-8"))
    assert mobiles
    assert [mobile for mobile in mobiles if not mobile.startswith("063998")] == []
