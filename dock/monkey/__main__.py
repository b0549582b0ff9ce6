"""``./dev monkey``: anything at all, for so many events, on the packaged application."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from dock.cabinet import MODELS
from dock.monkey.play import play
from dock.monkey.report import summary


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
