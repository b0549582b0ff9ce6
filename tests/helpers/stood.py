"""A terminal on a stage of its own, for tests that play visits on the packaged application."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dock import commands as do
from dock.cabinet import cabinet
from dock.client import DockError
from dock.player.gallery import Gallery
from dock.player.kiosk import Pace
from dock.player.stage import Stage
from dock.player.visitor import Visitor

QUICK = Pace(probe_s=1.0, visit={"goodbye": 2.0, "take_document": 2.0})
"""So that a table of visits is played in minutes; every timing is tried for itself with an injected clock."""

CARD_SUFFICES = Path(__file__).parents[2] / "config" / "demo" / "card_level.toml"
"""For tables whose subject is not identification: the pages behind it are reached by the card alone."""


@contextmanager
def visitor_at_a_terminal(
    model: str = "borne-21p", pace: Pace = QUICK, caisse: Path | None = CARD_SUFFICES
) -> Iterator[Visitor]:
    """A person in front of a running terminal whose parts all work."""
    directory = Path(tempfile.mkdtemp(prefix="e2e-"))
    try:
        with Stage(cabinet(model), directory, headless=True, pace=pace, caisse=caisse) as stage:
            stage.start_kiosk()
            visitor = Visitor(stage.panel, stage.reader, stage.dock, Gallery(directory / "out"))
            visitor.expect_title("Bienvenue")
            yield visitor
    finally:
        shutil.rmtree(directory)


def make_whole_again(visitor: Visitor) -> None:
    """Mend every part, take the card out, and wait for the welcome screen without any notice."""
    for start in (do.PcscdStart(), do.CaisseStart()):
        with suppress(DockError):  # it runs
            visitor.dock.do(start)
    for command in (
        do.NetworkRestore(),
        do.PrinterGone(on=False),
        do.PrinterSilent(on=False),
        do.PrinterSpeed(0),
        do.PrinterPaper(present=True),
        do.CardRemove(),
    ):
        visitor.dock.do(command)
    visitor.expect_title("Bienvenue")
    visitor.expect_no_text("pour le moment")
