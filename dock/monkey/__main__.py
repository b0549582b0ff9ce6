"""``./dev monkey``: anything at all, for so many events, on the packaged application."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dock.cabinet import MODELS, cabinet
from dock.monkey.report import summary, write
from dock.monkey.run import Monkey, Told
from dock.player.kiosk import COMMAND, Pace
from dock.player.stage import Stage

PACE = Pace(probe_s=1.0, visit={"goodbye": 0.5, "take_document": 0.5, "out_of_service": 1.0})
"""Parting words that pass quickly: a monkey has no use for them."""


def play(events: int, seed: int, out: Path, model: str = "borne-21p", command: Sequence[str] = COMMAND) -> Told:
    """One run, with its report, its picture when it fails, and its logs in ``out``.

    Args:
        events: at least so many.
        seed: the same one draws the same plan.
        out: a directory, made when missing.
        model: name of the cabinet.
        command: what starts the terminal, without ``run --config …``; the packaged command when left out.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="monkey-") as place:
        directory = Path(place)
        with Stage(cabinet(model), directory, headless=True, pace=PACE) as stage:
            told = Monkey(stage, directory, seed, command, out / "failed.png").run(events)
        for log in directory.glob("*.log"):
            if log.stat().st_size < _LARGE:
                shutil.copy(log, out)
    write(told, out / "report.json")
    return told


_LARGE = 32 << 20


def main() -> int:
    """Play; 0 when everything held."""
    parser = argparse.ArgumentParser(prog="./dev monkey", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same plan (%(default)s)")
    parser.add_argument("--out", type=Path, default=Path("out/monkey"), help="report, picture and logs (%(default)s)")
    models = sorted(path.stem for path in MODELS.glob("*.toml"))
    parser.add_argument("--model", choices=models, default="borne-21p", help="cabinet (%(default)s)")
    chosen = parser.parse_args()
    # Ended from outside, the parts it started must end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    told = play(chosen.events, chosen.seed, chosen.out, chosen.model)
    sys.stdout.write(summary(told))
    return 1 if told.broken else 0


if __name__ == "__main__":
    sys.exit(main())
