"""``python -m dock.player demo|run``: what ``./dev demo`` and ``./dev run`` start."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from dock.cabinet import MODELS
from dock.player.beside import stay_beside
from dock.player.demo import play_all
from dock.player.visits import ALL


def main() -> int:
    """Play or open; 0 when every step held, or when the person closed the windows."""
    parser = argparse.ArgumentParser(prog="./dev")
    commands = parser.add_subparsers(dest="command", required=True)
    models = sorted(path.stem for path in MODELS.glob("*.toml"))
    demo = commands.add_parser("demo", help="the main visit on real parts; with a display, yours to play")
    demo.add_argument("--headless", action="store_true", help="play the visits even when there is a display")
    demo.add_argument("--out", type=Path, default=Path("out/demo"), help="pictures, papers and report (%(default)s)")
    run = commands.add_parser("run", help="the kiosk beside the dock, to work by hand")
    for command in (demo, run):
        command.add_argument("--model", choices=models, default="borne-21p", help="cabinet (%(default)s)")
    chosen = parser.parse_args()

    # Ended from outside, the parts it started must end too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if chosen.command == "run" and not has_display:
        parser.error("there is no display here: ./dev demo --headless plays a visit without one")
    if chosen.command == "run" or (has_display and not chosen.headless):
        with tempfile.TemporaryDirectory(prefix="borne-") as directory:
            stay_beside(chosen.model, Path(directory))
        return 0
    ok = play_all(ALL, chosen.model, chosen.out)
    sys.stdout.write(f"{'every step held' if ok else 'a step did not hold'}: see {chosen.out / 'report.json'}\n")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
