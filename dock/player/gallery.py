"""The directory that a run leaves: pictures of screens, papers, logs, report."""

from __future__ import annotations

import shutil
from pathlib import Path

from dock.answers import Paper


class Gallery:
    """Keeps ``screens/NN-name.png``, ``tickets/NN-name.bin`` and ``.png``, ``logs`` and ``report.json``.

    Args:
        directory: made when missing; what an earlier run left there is removed.
    """

    def __init__(self, directory: Path) -> None:
        self.report = directory / "report.json"
        self._logs = _emptied(directory / "logs")
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

    def keep_logs(self, directory: Path) -> None:
        """Copy the logs that a run left in its own directory."""
        for log in directory.glob("*.log"):
            shutil.copy(log, self._logs)


def _emptied(directory: Path) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.iterdir():
        if old.suffix in (".png", ".bin", ".log"):
            old.unlink()
    return directory


def _count(directory: Path, suffix: str) -> int:
    return len(list(directory.glob(f"*.{suffix}")))
