"""Printed papers as files: the very bytes, and the picture drawn from them alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dock.answers import Paper
from dock.printer.drawing import draw
from dock.printer.engine import Paper as Printed
from dock.printer.paper import TextRow


class PaperTray:
    """The printer's mouth: a paper stays there until it is taken.

    Args:
        directory: an existing directory for the files.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._taken = 0

    def waiting(self, printed: Sequence[Printed]) -> bool:
        """True when there is a paper that nobody took."""
        return len(printed) > self._taken

    def take(self, printed: Sequence[Printed]) -> Paper | None:
        """The last paper, unless it was taken already.

        Args:
            printed: every paper since the printer started, oldest first.
        """
        if not self.waiting(printed):
            return None
        self._taken = len(printed)
        return self._file(len(printed), printed[-1])

    def all(self, printed: Sequence[Printed]) -> tuple[Paper, ...]:
        """Every paper, oldest first, taken or not."""
        return tuple(self._file(number, paper) for number, paper in enumerate(printed, start=1))

    def _file(self, number: int, paper: Printed) -> Paper:
        stem = self._directory / f"{number:03}"
        raw, picture = stem.with_suffix(".bin"), stem.with_suffix(".png")
        if not picture.exists():
            raw.write_bytes(paper.raw)
            picture.write_bytes(draw(paper.marks))
        lines = tuple(mark.text for mark in paper.marks if isinstance(mark, TextRow))
        return Paper(number, str(raw), str(picture), lines)
