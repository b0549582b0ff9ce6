"""The directory that a run leaves: ``screens/NN-name.png``, ``tickets/NN-name.bin`` and ``.png``, ``report.json``."""

from __future__ import annotations

import shutil
from pathlib import Path

from dock.answers import Paper


class Gallery:
    """Numbers what it keeps in the order in which it comes.

    Args:
        directory: made when missing; what an earlier run left there is removed.
    """

    def __init__(self, directory: Path) -> None:
        self.report = directory / "report.json"
        self._screens = _emptied(directory / "screens")
        self._tickets = _emptied(directory / "tickets")
        self.report.unlink(missing_ok=True)

    def next_screen(self, name: str) -> Path:
        """Where the next picture of the screen goes."""
        return self._screens / f"{_count(self._screens, 'png') + 1:02}-{name}.png"

    def keep_ticket(self, name: str, paper: Paper) -> Path:
        """Copy a paper's bytes and picture; gives the picture's path."""
        stem = f"{_count(self._tickets, 'png') + 1:02}-{name}"
        shutil.copyfile(paper.bytes_file, self._tickets / f"{stem}.bin")
        return Path(shutil.copyfile(paper.picture_file, self._tickets / f"{stem}.png"))


def _emptied(directory: Path) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.iterdir():
        if old.suffix in (".png", ".bin"):
            old.unlink()
    return directory


def _count(directory: Path, suffix: str) -> int:
    return len(list(directory.glob(f"*.{suffix}")))
