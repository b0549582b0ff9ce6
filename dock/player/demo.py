"""``./dev demo``: every visit played on real parts, with pictures, papers and a report."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from dock.cabinet import cabinet
from dock.display.accessibility import AccessibilityError
from dock.display.xorg import DisplayError
from dock.player.gallery import Gallery
from dock.player.kiosk import KioskError
from dock.player.play import play
from dock.player.report import Outcome, Report
from dock.player.stage import Stage
from dock.player.steps import Visit
from dock.player.visitor import Visitor
from dock.running import DockStartError


def play_all(visits: Sequence[Visit], model: str, out: Path) -> bool:
    """Play visits one after the other on one terminal; a visit that fails ends the run.

    Args:
        visits: in order.
        model: name of the cabinet.
        out: directory for pictures, papers and the report.

    Returns:
        True when every step held.
    """
    gallery = Gallery(out)
    report = Report()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="borne-") as directory:
        try:
            _play_on_stage(visits, model, Path(directory), gallery, report)
        except (DockStartError, DisplayError, AccessibilityError, KioskError) as error:
            report.steps.append(Outcome("stage", ok=False, ms=_ms_since(start), error=str(error)))
        finally:
            gallery.keep_logs(Path(directory))
    report.figures["total_s"] = round(time.monotonic() - start, 1)
    report.write(gallery.report)
    return report.ok


def _play_on_stage(visits: Sequence[Visit], model: str, directory: Path, gallery: Gallery, report: Report) -> None:
    start = time.monotonic()
    with Stage(cabinet(model), directory, headless=True) as stage:
        terminal = stage.start_kiosk()
        report.steps.append(Outcome("stage", ok=True, ms=_ms_since(start)))
        visitor = Visitor(stage.panel, stage.reader, stage.dock, gallery)
        for visit in visits:
            went_well = play(visit, visitor, report)
            _tell(visit, report)
            if terminal.exit_status is not None:
                raise KioskError(f"the kiosk ended with status {terminal.exit_status}: see {terminal.log}")
            if not went_well:
                return


def _tell(visit: Visit, report: Report) -> None:
    for outcome in report.steps[-len(visit.steps) :]:
        if outcome.name.startswith(f"{visit.name}."):
            mark = "ok " if outcome.ok else "NO "
            sys.stdout.write(f"{mark} {outcome.ms:6} ms  {outcome.name}  {outcome.error}\n")
    sys.stdout.flush()


def _ms_since(start: float) -> int:
    return round((time.monotonic() - start) * 1000)
