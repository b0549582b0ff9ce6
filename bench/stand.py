"""Where benches stand: one screen, one dock, and a terminal started afresh by each bench."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.screen import Eye
from bench.tap import Tap
from dock.answers import Standing
from dock.cabinet import Cabinet, cabinet
from dock.player.gallery import Gallery
from dock.player.kiosk import Pace
from dock.player.stage import Stage
from dock.player.visitor import Visitor

CARD_SUFFICES = Path(__file__).parents[1] / "config" / "demo" / "card_level.toml"
# Parting words that make 300 visits a matter of minutes; nothing that is measured waits for them.
_PACE = Pace(visit={"goodbye": 0.5, "take_document": 0.5})


@dataclass(frozen=True)
class Stand:
    """What a bench may use.

    Attributes:
        directory: for files of its own.
        stage: the screen, the dock, and the way to start a terminal.
        visitor: a person before it.
        eye: sees the screen change.
        tap: sees the printer's bytes pass.
    """

    cabinet: Cabinet
    directory: Path
    stage: Stage
    visitor: Visitor
    eye: Eye
    tap: Tap


@contextmanager
def standing(caisse: Path | None = CARD_SUFFICES) -> Iterator[Stand]:
    """Set everything up, and take it down at the end.

    Args:
        caisse: settings that complete those of the demo's caisse; for figures whose subject is not identification,
            the card suffices.
    """
    model = cabinet("borne-21p")
    taps: list[Tap] = []

    def tapped(standing: Standing) -> Standing:
        taps.append(Tap(standing.printer_tcp))
        return replace(standing, printer_tcp=taps[0].address)

    with ExitStack() as running:
        directory = Path(running.enter_context(TemporaryDirectory(prefix="bench-")))
        stage = running.enter_context(Stage(model, directory, headless=True, adjust=tapped, pace=_PACE, caisse=caisse))
        running.callback(taps[0].close)
        # libpcsclite reads it once, at this process's first call.
        os.environ |= stage.dock.status().environment
        eye = Eye(stage.panel.display)
        running.callback(eye.close)
        visitor = Visitor(stage.panel, stage.reader, stage.dock, Gallery(directory / "kept"))
        yield Stand(model, directory, stage, visitor, eye, taps[0])
