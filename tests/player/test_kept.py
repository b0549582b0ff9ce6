"""What a run leaves behind: pictures, papers, logs, report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from dock.answers import Paper
from dock.player.gallery import Gallery
from dock.player.qr import read_codes
from dock.player.report import Outcome, Report
from dock.printer.drawing import draw
from dock.printer.reading import marks

JOB = (
    b"\x1b@\x1bt\x10Bonjour\n"
    b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x08\x001P0BORNE\x1d(k\x03\x001Q0\n"
    b"\x1dV\x00"
)


def paper(directory: Path) -> Paper:
    raw, picture = directory / "raw.bin", directory / "drawn.png"
    raw.write_bytes(JOB)
    picture.write_bytes(draw(marks(JOB)))
    return Paper(1, str(raw), str(picture), ("Bonjour",))


def test_pictures_and_papers_are_numbered_in_their_order(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path / "out")
    for name in ("welcome", "home"):
        gallery.next_screen(name).write_bytes(b"picture")
    gallery.keep_ticket("zoe", paper(tmp_path))
    kept = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*"))
    assert kept == ["screens/01-welcome.png", "screens/02-home.png", "tickets/01-zoe.bin", "tickets/01-zoe.png"]
    assert (tmp_path / "out/tickets/01-zoe.bin").read_bytes() == JOB


def test_a_new_run_removes_what_the_last_one_left(tmp_path: Path) -> None:
    Gallery(tmp_path).next_screen("old").write_bytes(b"picture")
    (tmp_path / "screens/notes.txt").write_text("mine")
    Gallery(tmp_path)
    assert [path.name for path in (tmp_path / "screens").iterdir()] == ["notes.txt"]


def test_the_codes_of_a_paper_are_read_from_its_picture(tmp_path: Path) -> None:
    assert read_codes(Path(paper(tmp_path).picture_file)) == ["BORNE"]


def test_a_paper_without_a_code_has_none(tmp_path: Path) -> None:
    blank = tmp_path / "blank.png"
    Image.new("L", (200, 200), 255).save(blank)
    assert read_codes(blank) == []


@pytest.mark.parametrize(
    ("steps", "ok"),
    [
        ([], False),
        ([Outcome("a", ok=True, ms=1)], True),
        ([Outcome("a", ok=True, ms=1), Outcome("b", ok=False, ms=2, error="nothing came")], False),
    ],
)
def test_a_report_is_ok_when_every_step_held(tmp_path: Path, steps: list[Outcome], ok: bool) -> None:
    Report(steps, {"total_s": 1.5}).write(tmp_path / "report.json")
    document = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert document["ok"] is ok
    assert [step["name"] for step in document["steps"]] == [step.name for step in steps]
    assert document["figures"] == {"total_s": 1.5}
    assert [step.get("error", "") for step in document["steps"]] == [step.error for step in steps]
