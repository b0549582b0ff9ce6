"""The commands that the pages promise are the commands there are."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def offered(root: Path) -> set[str]:
    helped = subprocess.run([root / "dev", "help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^  ([a-z]+)", helped, re.MULTILINE))


def test_the_pages_name_every_command_and_no_other(root: Path) -> None:
    pages = [root / "README.md", *(root / "docs").glob("*.md"), root / ".ci/run"]
    named = {word for page in pages for word in re.findall(r"\./dev ([a-z]+)", page.read_text("utf-8"))}
    assert named == offered(root)


def test_an_unknown_command_is_refused(root: Path) -> None:
    refused = subprocess.run([root / "dev", "dance"], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "usage:" in refused.stderr


def test_ci_runs_the_tests_the_linters_and_the_packages_it_made(root: Path) -> None:
    stages = re.findall(r"^stage (.+)$", (root / ".ci/run").read_text("utf-8"), re.MULTILINE)
    assert stages == ["./dev test", "./dev lint", "./dev deb --release bookworm", "./dev boot"]


def test_debian_packages_are_named_once_in_a_list(root: Path) -> None:
    for listing in (root / "tools/dev/packages").glob("*.txt"):
        lines = (line.split("#")[0].strip() for line in listing.read_text("utf-8").splitlines())
        names = [line for line in lines if line]
        assert names
        assert len(names) == len(set(names)), listing.name
